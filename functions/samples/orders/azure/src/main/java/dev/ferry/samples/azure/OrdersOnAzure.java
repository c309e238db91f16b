package dev.ferry.samples.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.ferry.functions.azure.ReceivedMessage;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.functions.azure.Trigger;
import dev.ferry.samples.orders.OrdersApp;
import java.util.Map;

/**
 * The entry class of every function app of the order system; {@code FERRY_HANDLER} tells them
 * apart, and {@code FERRY_QUEUE} names the queue of the handler.
 */
public final class OrdersOnAzure extends ServiceBusFunction {
  /** For the worker, which makes one for every invocation. */
  public OrdersOnAzure() {
    super(Trigger.ONE, () -> new OrdersApp(TablesLedger.fromEnvironment()));
  }

  /** Handles one message. */
  @FunctionName("handle")
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
    handle(
        ReceivedMessage.of(
            body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties),
        context);
  }
}
