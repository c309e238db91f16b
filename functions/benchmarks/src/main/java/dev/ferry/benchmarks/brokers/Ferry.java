package dev.ferry.benchmarks.brokers;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/**
 * Ferry's way: a publisher, and a worker that handles nothing with the whole contract but a store.
 */
final class Ferry implements Way {
  private static final long LOOK_NANOS = 50_000;

  private final Messaging messaging;
  private final Addresses addresses;
  private final Manner manner;
  private final Publisher publisher;
  private final Publisher deadLetters;

  /**
   * Where messages go.
   *
   * @param sink what is published to
   * @param queue what is consumed
   * @param dead where dead letters would go
   */
  record Addresses(String sink, String queue, String dead) {}

  /**
   * How messages are published and consumed.
   *
   * @param worker how a worker receives
   * @param publishing how a publisher batches, and how many batches it has under way
   * @param rest how long it takes until a worker's last receives are over when it is closed
   */
  record Manner(WorkerOptions worker, PublisherOptions publishing, Duration rest) {
    static Manner of(WorkerOptions worker) {
      return new Manner(worker, PublisherOptions.defaults(), Duration.ZERO);
    }

    Manner resting(Duration span) {
      return new Manner(worker, publishing, span);
    }

    Manner parallelSends(int sends) {
      return new Manner(worker, publishing.withParallelSends(sends), rest);
    }
  }

  Ferry(Messaging messaging, Addresses addresses, Manner manner) {
    this.messaging = messaging;
    this.addresses = addresses;
    this.manner = manner;
    this.publisher = messaging.publisher(Address.parse(addresses.sink()), manner.publishing());
    this.deadLetters = messaging.publisher(addresses.dead());
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publishAll).await();
  }

  private void publishAll(List<Message> messages) {
    if (!publisher.publishAll(messages).allSent()) {
      throw new IllegalStateException("not all were sent");
    }
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Crew.Countdown left = new Crew.Countdown(messages);
    Handling handling = handling(threads, (payload, context) -> left.done(1), manner.worker());
    return new Consuming() {
      @Override
      public void run() throws InterruptedException {
        handling.worker.start();
        left.await();
        while (handling.worker.messagesInFlight() > 0) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
      }

      @Override
      public void close() {
        handling.close();
        LockSupport.parkNanos(manner.rest().toNanos());
      }
    };
  }

  /** A worker of this queue, not started. */
  Handling handling(int threads, MessageHandler<Body> handler, WorkerOptions how) {
    return new Handling(this, threads, handler, how);
  }

  @Override
  public void close() {
    publisher.close();
    deadLetters.close();
  }

  /** A worker with what it needs. */
  static final class Handling implements AutoCloseable {
    private final ExecutorService threads = Threads.perTask("benchmark");
    private final Subscription subscription;
    final Worker worker;

    private Handling(
        Ferry ferry, int concurrency, MessageHandler<Body> handler, WorkerOptions options) {
      this.subscription = ferry.messaging.subscription(ferry.addresses.queue());
      this.worker =
          new Worker(
              subscription,
              Wiring.of(wiring -> {}).handler("noop", Codec.body(), () -> handler),
              HandlerSettings.builder("noop", "orders")
                  .guarantee(Guarantee.AT_LEAST_ONCE)
                  .concurrency(concurrency)
                  .build(),
              options,
              Services.builder().executor(threads).deadLetters(ferry.deadLetters).build());
    }

    @Override
    public void close() {
      worker.close();
      subscription.close();
      threads.shutdown();
    }
  }
}
