package dev.ferry.functions.azure;

import com.microsoft.azure.functions.ExecutionContext;
import dev.ferry.processing.Application;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A handler on a queue of Service Bus, as an Azure function. The worker makes an object of the
 * user's class for every invocation; what is behind it is made once for a process.
 *
 * <pre>{@code
 * public final class OrdersOnAzure extends ServiceBusFunction {
 *   public OrdersOnAzure() {
 *     super(Trigger.ONE, OrdersApp::new);
 *   }
 *
 *   @FunctionName("handle")
 *   public void handle(
 *       @ServiceBusQueueTrigger(
 *               name = "body",
 *               queueName = "%FERRY_QUEUE%",
 *               connection = "FERRY_SERVICEBUS",
 *               dataType = "binary")
 *           byte[] body,
 *       @BindingName("MessageId") String messageId,
 *       @BindingName("SequenceNumber") long sequenceNumber,
 *       @BindingName("DeliveryCount") int deliveryCount,
 *       @BindingName("EnqueuedTimeUtc") String enqueuedTime,
 *       @BindingName("ApplicationProperties") Map<String, Object> properties,
 *       ExecutionContext context) {
 *     handle(
 *         ReceivedMessage.of(
 *             body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties),
 *         context);
 *   }
 * }
 * }</pre>
 *
 * <p>Which handler runs, its numbers and its channels are in the function app's settings; see
 * {@code docs/guides/azure-functions.md}. Safe for use by any number of threads.
 */
public abstract class ServiceBusFunction {
  private final Function<ServiceBusFunction, HostedFunction> hosting;

  /**
   * A function with what its process has.
   *
   * @param application is asked once for a process
   */
  protected ServiceBusFunction(Trigger trigger, Supplier<Application> application) {
    this(trigger, application, AzureSetup::ofProcess);
  }

  /**
   * A function with other parts than the process's.
   *
   * @param application is asked once for a process
   * @param setup is asked once for a process
   */
  protected ServiceBusFunction(
      Trigger trigger, Supplier<Application> application, Supplier<AzureSetup> setup) {
    this.hosting =
        self ->
            HostedFunction.of(
                self.getClass(), () -> new HostedFunction(trigger, application.get(), setup.get()));
  }

  /**
   * Handles one message; blocks until it is decided, and throws when it is to come again at once.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT or FAILED_PRECONDITION when a
   *     setting is missing or malformed, or the failure contract cannot be kept; the text names it
   *     and what to do, and the message comes again
   */
  protected final void handle(ReceivedMessage message, ExecutionContext context) {
    handle(List.of(message), context);
  }

  /** Handles the messages of a batch, as {@link #handle(ReceivedMessage, ExecutionContext)}. */
  protected final void handle(List<ReceivedMessage> batch, ExecutionContext context) {
    hosting.apply(this).handle(batch);
  }
}
