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
 * The same on queues with sessions, where messages of one key keep their order. A function app has
 * both; its setting {@code AzureWebJobs.handle.Disabled} or {@code
 * AzureWebJobs.handleInOrder.Disabled} says which one the host leaves out.
 */
public final class OrderedOrdersOnAzure extends ServiceBusFunction {
  /** For the worker, which makes one for every invocation. */
  public OrderedOrdersOnAzure() {
    super(Trigger.SESSION, () -> new OrdersApp(TablesLedger.fromEnvironment()));
  }

  /** Handles one message of a session. */
  @FunctionName("handleInOrder")
  public void handle(
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
    handle(message.inSession(sessionId), context);
  }
}
