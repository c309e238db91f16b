package dev.ferry.benchmarks;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.QueueSpec;
import java.util.ArrayList;
import java.util.List;

/** An embedded broker on the machine's time with one queue, and messages to put into it. */
final class BrokerState implements AutoCloseable {
  static final int BATCH = 10;
  private static final Body BODY = Body.of("x".repeat(256));

  private final Messaging messaging;
  final Publisher publisher;
  final Subscription subscription;
  private long next;

  BrokerState() {
    Timeline timeline = Timeline.system();
    EmbeddedBroker broker =
        EmbeddedBroker.builder()
            .timeline(timeline)
            .keptForReplay(0)
            .keptAcknowledgements(0)
            .build();
    broker.admin().createQueue(QueueSpec.standard("work"));
    broker.admin().createQueue(QueueSpec.standard("work-dead"));
    this.messaging =
        Messaging.builder().provider(EmbeddedProvider.of(broker)).timeline(timeline).build();
    this.publisher = messaging.publisher("embedded:work");
    this.subscription = messaging.subscription("embedded:work");
  }

  Publisher deadLetters() {
    return messaging.publisher("embedded:work-dead");
  }

  /** Publishes as many messages as one batch has. */
  void publishBatch() {
    List<Message> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      batch.add(Message.builder(BODY).id(Long.toString(next++)).build());
    }
    publisher.publishAll(batch);
  }

  @Override
  public void close() {
    publisher.close();
    subscription.close();
    messaging.close();
  }
}
