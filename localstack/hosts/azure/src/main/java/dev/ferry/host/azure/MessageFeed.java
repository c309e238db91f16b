package dev.ferry.host.azure;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import java.util.function.Consumer;

/**
 * Gives a function one message at a time, several times at once: complete when it returned, abandon
 * when it did not; the lock is renewed meanwhile. With sessions one message of a session at a time.
 * The SDK's own processor does all of it, as the SDK of the real host does there.
 */
final class MessageFeed implements Feed {
  private final ServiceBusProcessorClient processor;

  private MessageFeed(ServiceBusProcessorClient processor) {
    this.processor = processor;
  }

  /**
   * A feed from a queue.
   *
   * @param log is told what goes wrong at the broker
   */
  static MessageFeed of(
      ServiceBusClientBuilder bus,
      String queue,
      HostFile host,
      ServiceBusFunctionCalls calls,
      Consumer<String> log) {
    Consumer<ServiceBusReceivedMessageContext> each = context -> calls.call(context.getMessage());
    if (calls.function().sessions()) {
      return new MessageFeed(
          bus.sessionProcessor()
              .queueName(queue)
              .maxConcurrentSessions(host.maxConcurrentSessions())
              .maxConcurrentCalls(1)
              .prefetchCount(host.prefetchCount())
              .maxAutoLockRenewDuration(host.lockRenewal())
              .sessionIdleTimeout(host.sessionIdleTimeout())
              .processMessage(each)
              .processError(error -> Broken.tell(error, log))
              .buildProcessorClient());
    }
    return new MessageFeed(
        bus.processor()
            .queueName(queue)
            .maxConcurrentCalls(host.maxConcurrentCalls())
            .prefetchCount(host.prefetchCount())
            .maxAutoLockRenewDuration(host.lockRenewal())
            .processMessage(each)
            .processError(error -> Broken.tell(error, log))
            .buildProcessorClient());
  }

  @Override
  public void start() {
    processor.start();
  }

  @Override
  public void close() {
    processor.close();
  }
}
