package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Clients come, wait, go and come back. */
@Feature("Close and reconnect")
interface LifecycleTests extends BrokerTests {
  /** Longer than any test takes, so that whoever waits was woken. */
  Duration LONG = Duration.ofMinutes(5);

  /** How often a consumer goes idle: a lost wake-up comes once in many times. */
  int IDLE_TIMES = 100;

  private static void assertCancelled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  default void closedClients_doNothingMore() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Subscription subscription = scene().subscription(queue);

    publisher.close();
    publisher.close();
    subscription.close();
    subscription.close();

    assertCancelled(() -> publisher.publish(Message.of("a")));
    assertCancelled(() -> subscription.receive(1, Duration.ZERO));
    scene().assertEmpty(scene().subscription(queue));
  }

  @Test
  default void reconnectedClients_findWhatIsLeft() {
    Address queue = scene().queue();
    Subscription first = scene().subscription(queue);
    scene().publish(queue, "acked");
    scene().receiveOne(first).ack();
    scene().publish(queue, "leased");
    assertThat(Scene.text(scene().receiveOne(first))).isEqualTo("leased");
    scene().publish(queue, "waiting");
    first.close();
    scene().passLease();

    try (Messaging again = scene().anotherProcess();
        Subscription second = again.subscription(queue.toString());
        Publisher publisher = again.publisher(queue.toString())) {
      publisher.publish(Message.of("new"));

      assertThat(scene().drain(second)).containsExactlyInAnyOrder("leased", "waiting", "new");
    }
  }

  @Test
  @Feature("Waiting for messages")
  default void close_endsAReceiveThatWaits() throws InterruptedException {
    Subscription subscription = scene().subscription(scene().queue());
    whileItWaits(subscription, waiting -> subscription.close());
  }

  @Test
  @Feature("Waiting for messages")
  default void interrupt_endsAReceiveThatWaits() throws InterruptedException {
    whileItWaits(scene().subscription(scene().queue()), Thread::interrupt);
  }

  /** Ends a receive that waits, which then has an empty list or fails with CANCELLED. */
  private static void whileItWaits(Subscription subscription, Consumer<Thread> ending)
      throws InterruptedException {
    BlockingQueue<List<Delivery>> answers = new LinkedBlockingQueue<>();
    try (Sides sides = new Sides()) {
      Thread waiting = sides.start(() -> answers.add(subscription.receive(1, LONG)));
      awaitWaiting(waiting);
      ending.accept(waiting);
    }
    assertThat(answers).allSatisfy(deliveries -> assertThat(deliveries).isEmpty());
  }

  /** Gives a thread time to wait: one that waits for the network looks as if it ran. */
  private static void awaitWaiting(Thread thread) {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    while ((thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE)
        && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
  }

  /** Every time, a consumer that has gone idle gets what is published then. */
  @Test
  @Feature("Waiting for messages")
  default void idleThenPublish_wakesTheConsumer() throws InterruptedException {
    Address queue = scene().queue();
    Subscription subscription = scene().subscription(queue);
    Publisher publisher = scene().publisher(queue);
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (Sides sides = new Sides()) {
      Thread consumer =
          sides.start(
              () -> {
                for (int time = 0; time < IDLE_TIMES; time++) {
                  subscription
                      .receive(1, LONG)
                      .forEach(
                          delivery -> {
                            delivery.ack();
                            received.add(Scene.text(delivery));
                          });
                }
              });
      for (int time = 0; time < IDLE_TIMES; time++) {
        awaitWaiting(consumer);
        publisher.publish(Message.of("m" + time));
        assertThat(received.poll(1, TimeUnit.MINUTES)).isEqualTo("m" + time);
      }
    }
  }
}
