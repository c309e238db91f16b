package dev.ferry.messaging;

import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A publisher and a subscription on drivers of the test's own, and a clock that it advances. */
final class Bench {
  static final Duration LINGER = Duration.ofMillis(5);
  static final Duration MAX_BLOCK = Duration.ofSeconds(60);

  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private final TestProvider provider;
  private final Messaging messaging;

  private Bench(Capabilities capabilities, MessagingListener listener) {
    this.provider = new TestProvider("test", capabilities);
    this.messaging =
        Messaging.builder().provider(provider).timeline(timeline).listener(listener).build();
  }

  static Bench of(Capabilities capabilities) {
    return new Bench(capabilities, MessagingListener.noop());
  }

  static Bench of(Capabilities capabilities, MessagingListener listener) {
    return new Bench(capabilities, listener);
  }

  VirtualClock clock() {
    return clock;
  }

  Timeline timeline() {
    return timeline;
  }

  RecordingDriver sent() {
    return provider.sent();
  }

  QueueDriver queue() {
    return provider.queue();
  }

  Publisher publisher() {
    return publisher(options -> options);
  }

  Publisher publisher(UnaryOperator<PublisherOptions> changed) {
    return messaging.publisher(
        Address.parse("test:orders"), changed.apply(PublisherOptions.defaults()));
  }

  Subscription subscription() {
    return subscription(SubscriptionOptions.defaults());
  }

  Subscription subscription(SubscriptionOptions options) {
    return messaging.subscription(Address.parse("test:orders"), options);
  }

  /** Runs {@code call} in a thread of its own and returns when it waits, or has ended. */
  static <T> Call<T> waiting(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(call.call());
              } catch (Exception failed) {
                result.completeExceptionally(failed);
              }
            });
    thread.setDaemon(true);
    thread.start();
    Await.until(
        "a call that waits",
        () -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
    return new Call<>(thread, result);
  }

  /**
   * A call in a thread of its own.
   *
   * @param thread its thread
   * @param result what it returns or throws
   */
  record Call<T>(Thread thread, CompletionStage<T> result) {}

  static Message message(String id) {
    return Message.builder(Body.of("body of " + id)).id(id).build();
  }

  /** A message whose ordering key is the first letter of its id. */
  static Message keyed(String id) {
    return message(id).toBuilder().orderingKey(id.substring(0, 1)).build();
  }
}
