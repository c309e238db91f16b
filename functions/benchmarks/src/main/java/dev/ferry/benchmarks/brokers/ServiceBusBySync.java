package dev.ferry.benchmarks.brokers;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.PublisherOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Service Bus by hand on the SDK's synchronous clients: one sender, to which the threads give
 * batches of as many messages as Ferry's; each consuming thread has a receiver of its own, asks for
 * as many messages as Ferry's worker, handles and completes one after the other, and asks again.
 *
 * <p>It is the least that a program can do, not what one can be content with: nobody keeps a lock
 * alive, counts attempts, puts aside what fails or ends in good order.
 */
final class ServiceBusBySync implements Way {
  private static final int BATCH = PublisherOptions.defaults().batchMessages();

  private final ServiceBusState bus;
  private final ServiceBusSenderClient sender;

  ServiceBusBySync(ServiceBusState bus) {
    this.bus = bus;
    this.sender = bus.builder.sender().topicName(ServiceBusState.SINK).buildClient();
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publish).await();
  }

  private void publish(List<Message> messages) {
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    for (Message message : messages) {
      ServiceBusMessage outgoing = ServiceBusState.ofSdk(message);
      if (batch.getCount() == BATCH || !batch.tryAddMessage(outgoing)) {
        sender.sendMessages(batch);
        batch = sender.createMessageBatch();
        if (!batch.tryAddMessage(outgoing)) {
          throw new IllegalStateException("too large: " + message);
        }
      }
    }
    sender.sendMessages(batch);
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Crew.Countdown left = new Crew.Countdown(messages);
    List<ServiceBusReceiverClient> receivers = new ArrayList<>();
    IntStream.range(0, threads).forEach(number -> receivers.add(receiver()));
    return new Consuming() {
      private Crew crew = Crew.start(0, () -> {});

      @Override
      public void run() throws InterruptedException {
        crew = Crew.share(receivers, threads, own -> consume(own.get(0), left));
        left.await();
      }

      @Override
      public void close() {
        crew.end();
        receivers.forEach(ServiceBusReceiverClient::close);
      }
    };
  }

  private ServiceBusReceiverClient receiver() {
    return bus.builder
        .receiver()
        .queueName(ServiceBusState.QUEUE)
        .disableAutoComplete()
        .buildClient();
  }

  private static void consume(ServiceBusReceiverClient receiver, Crew.Countdown left) {
    while (!left.over()) {
      for (ServiceBusReceivedMessage message :
          receiver.receiveMessages(ServiceBusState.BATCH, ServiceBusState.WAIT)) {
        ServiceBusState.handle(message);
        receiver.complete(message);
        left.done(1);
      }
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
