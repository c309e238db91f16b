package dev.ferry.cli.demo.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.functions.azure.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The order system's functions, to which some messages are given twice, as they may be: how the
 * second time ends is not heard.
 */
public final class DemoFunction {
  /** For the worker, which makes one for every invocation. */
  public DemoFunction() {}

  /** Handles one message. */
  @FunctionName("demo")
  public void handle(
      @ServiceBusQueueTrigger(
              name = "body",
              queueName = "%FERRY_QUEUE%",
              connection = "FERRY_SERVICEBUS",
              dataType = "binary")
          byte[] body,
      @BindingName("MessageId") String messageId,
      @BindingName("SequenceNumber") long sequenceNumber,
      @BindingName("DeliveryCount") int deliveryCount,
      @BindingName("EnqueuedTimeUtc") String enqueuedTime,
      @BindingName("ApplicationProperties") Map<String, Object> properties,
      ExecutionContext context) {
    ReceivedMessage message =
        ReceivedMessage.of(
            body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties);
    give(new TroubledFunction.Alone(), message, messageId + deliveryCount, context);
  }

  /** Handles one message of a session. */
  @FunctionName("demoInOrder")
  public void handleInOrder(
      @ServiceBusQueueTrigger(
              name = "body",
              queueName = "%FERRY_QUEUE%",
              connection = "FERRY_SERVICEBUS",
              dataType = "binary",
              isSessionsEnabled = true)
          byte[] body,
      @BindingName("MessageId") String messageId,
      @BindingName("SequenceNumber") long sequenceNumber,
      @BindingName("DeliveryCount") int deliveryCount,
      @BindingName("EnqueuedTimeUtc") String enqueuedTime,
      @BindingName("ApplicationProperties") Map<String, Object> properties,
      @BindingName("SessionId") String sessionId,
      ExecutionContext context) {
    ReceivedMessage message =
        ReceivedMessage.of(
            body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties);
    give(
        new TroubledFunction.InOrder(),
        message.inSession(sessionId),
        messageId + deliveryCount,
        context);
  }

  private static void give(
      TroubledFunction orders, ReceivedMessage message, String delivery, ExecutionContext context) {
    orders.give(message, context);
    Trouble trouble = TroubledFunction.TROUBLE;
    if (trouble.again(delivery.getBytes(StandardCharsets.UTF_8))) {
      trouble.control().deliveredAgain(1);
      try {
        orders.give(message, context);
      } catch (RuntimeException unheard) {
        context.getLogger().fine(() -> "the second time: " + unheard.getMessage());
      }
    }
  }
}
