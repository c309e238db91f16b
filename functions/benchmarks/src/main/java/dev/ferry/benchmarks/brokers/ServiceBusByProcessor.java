package dev.ferry.benchmarks.brokers;

import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.PublisherOptions;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Service Bus by hand on the SDK's asynchronous clients: batches of as many messages as Ferry's, of
 * which each thread has as many under way as Ferry has; the SDK's processor with as many concurrent
 * calls as there are threads, each of which handles its message and completes it.
 */
final class ServiceBusByProcessor implements Way {
  private static final PublisherOptions AS_FERRY = PublisherOptions.defaults();

  private final ServiceBusState bus;
  private final ServiceBusSenderAsyncClient sender;

  ServiceBusByProcessor(ServiceBusState bus) {
    this.bus = bus;
    this.sender = bus.builder.sender().topicName(ServiceBusState.SINK).buildAsyncClient();
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publish).await();
  }

  private void publish(List<Message> messages) {
    Flux.fromIterable(messages)
        .map(ServiceBusState::ofSdk)
        .buffer(AS_FERRY.batchMessages())
        .flatMap(sender::sendMessages, AS_FERRY.parallelSends())
        .blockLast();
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Crew.Countdown left = new Crew.Countdown(messages);
    ServiceBusProcessorClient processor =
        bus.builder
            .processor()
            .queueName(ServiceBusState.QUEUE)
            .disableAutoComplete()
            .maxConcurrentCalls(threads)
            .processMessage(message -> complete(message, left))
            .processError(failed -> {})
            .buildProcessorClient();
    return new Consuming() {
      @Override
      public void run() throws InterruptedException {
        processor.start();
        left.await();
      }

      @Override
      public void close() {
        processor.close();
      }
    };
  }

  private static void complete(ServiceBusReceivedMessageContext message, Crew.Countdown left) {
    ServiceBusState.handle(message.getMessage());
    message.complete();
    left.done(1);
  }

  @Override
  public void close() {
    sender.close();
  }
}
