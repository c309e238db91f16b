package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.address;
import static dev.ferry.embedded.Fixture.delayed;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receive that waits ends at once when something becomes visible, whatever made it so. */
class WaitingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Fixture fixture = new Fixture().queue(QueueSpec.ordered("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void publish_endsTheWait() throws Exception {
    Future<List<InboundMessage>> waiting = waitingReceive(1);

    fixture.send("orders", message("m1"));

    assertThat(ids(get(waiting))).containsExactly("m1");
    assertThat(fixture.clock.nextTimer()).as("no timer is left behind").isEmpty();
  }

  @Test
  void nack_endsTheWait() throws Exception {
    fixture.send("orders", message("m1"));
    InboundMessage delivery = receiveOne(orders);
    Future<List<InboundMessage>> waiting = waitingReceive(2);

    nack(orders, delivery, Duration.ZERO);

    assertThat(ids(get(waiting))).containsExactly("m1");
  }

  @Test
  void ack_endsTheWaitForTheNextOfItsKey() throws Exception {
    fixture.send("orders", message("a1", "a"), message("a2", "a"));
    InboundMessage first = receiveOne(orders);
    Future<List<InboundMessage>> waiting = waitingReceive(2);

    ack(orders, first);

    assertThat(ids(get(waiting))).containsExactly("a2");
  }

  @Test
  void endOfADelay_endsTheWait() throws Exception {
    fixture.send("orders", delayed("m1", null, Duration.ofSeconds(5)));
    Future<List<InboundMessage>> waiting = waitingReceive(2);

    fixture.clock.advance(Duration.ofSeconds(5));

    assertThat(ids(get(waiting))).containsExactly("m1");
  }

  @Test
  void endOfALease_endsTheWait() throws Exception {
    fixture.send("orders", message("m1"));
    receiveOne(orders);
    Future<List<InboundMessage>> waiting = waitingReceive(2);

    fixture.clock.advance(Duration.ofSeconds(30));

    assertThat(get(waiting).get(0).deliveryCount()).isEqualTo(2);
  }

  @Test
  void shorterDelayThatComesLater_endsTheWaitFirst() throws Exception {
    fixture.send("orders", delayed("later", null, Duration.ofSeconds(50)));
    Future<List<InboundMessage>> waiting = waitingReceive(2);

    fixture.send("orders", delayed("sooner", null, Duration.ofSeconds(5)));
    fixture.clock.advance(Duration.ofSeconds(5));

    assertThat(ids(get(waiting))).containsExactly("sooner");
  }

  @Test
  void endOfTheWait_givesNothing() throws Exception {
    Future<List<InboundMessage>> waiting = waitingReceive(1);

    fixture.clock.advance(HOUR);

    assertThat(get(waiting)).isEmpty();
  }

  @Test
  void close_endsTheWait_andLaterCallsAreCancelled() throws Exception {
    Future<List<InboundMessage>> waiting = waitingReceive(1);

    orders.close();
    orders.close();

    assertThat(get(waiting)).isEmpty();
    assertThatThrownBy(() -> orders.receive(1, Duration.ZERO)).hasMessageContaining("CANCELLED");
  }

  @Test
  void deletedQueue_endsTheWait() throws Exception {
    Future<List<InboundMessage>> waiting = waitingReceive(1);

    fixture.broker.admin().delete(address("orders"));

    assertThatThrownBy(() -> get(waiting)).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void interruption_endsTheWait_cancelled_andIsPassedOn() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                orders.receive(1, HOUR);
              } catch (MessagingException cancelled) {
                interrupted.complete(
                    cancelled.code() == ErrorCode.CANCELLED
                        && Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    awaitTimers(1);

    thread.interrupt();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void everyMessage_wakesAConsumer_untilAllHaveOne() throws Exception {
    List<Future<List<InboundMessage>>> waiting = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      waiting.add(waitingReceive(i));
    }

    IntStream.range(0, 8).forEach(i -> fixture.send("orders", message("m" + i)));

    List<String> received = new ArrayList<>();
    for (Future<List<InboundMessage>> one : waiting) {
      received.addAll(ids(get(one)));
    }
    assertThat(received).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void waitingConsumer_keepsItsPartitions_howeverLongItWaits() throws Exception {
    fixture.queue(QueueSpec.ordered("parts").withPartitions(2));
    SubscriptionDriver parts = fixture.subscription("parts?consumer=one");
    Future<List<InboundMessage>> waiting =
        threads.submit(() -> parts.receive(1, Duration.ofHours(2)));
    awaitTimers(1);
    fixture.clock.advance(HOUR);
    fixture.subscription("parts?consumer=two").receive(1, Duration.ZERO);

    assertThat(fixture.broker.partitionOwners("parts")).containsExactly("one", "two");
    fixture.send("parts", message("m1", "@"));
    assertThat(ids(get(waiting))).containsExactly("m1");
  }

  @Test
  void waitingConsumer_isAlive_whoseLeaseRanOutInAnotherThread() throws Exception {
    fixture.queue(QueueSpec.ordered("parts").withPartitions(2));
    SubscriptionDriver one = fixture.subscription("parts?consumer=one");
    one.receive(1, Duration.ZERO);
    fixture.subscription("parts?consumer=two").receive(1, Duration.ZERO);
    fixture.send("parts", message("m1", "@"));
    receiveOne(one);
    Future<List<InboundMessage>> waiting = threads.submit(() -> one.receive(1, HOUR));
    awaitTimers(2);

    fixture.clock.advance(Duration.ofSeconds(30));

    assertThat(ids(get(waiting))).containsExactly("m1");
    assertThat(fixture.broker.partitionOwners("parts")).containsExactly("one", "two");
  }

  @Test
  void waitingConsumer_takesOverThePartitionsOfASilentOne() throws Exception {
    fixture.queue(QueueSpec.ordered("parts").withPartitions(2));
    fixture.subscription("parts?consumer=silent").receive(1, Duration.ZERO);
    SubscriptionDriver parts = fixture.subscription("parts?consumer=one");
    Future<List<InboundMessage>> waiting = threads.submit(() -> parts.receive(10, HOUR));
    awaitTimers(2);
    fixture.send("parts", message("m1", "@"));

    fixture.clock.advance(Duration.ofSeconds(45));

    assertThat(ids(get(waiting))).containsExactly("m1");
  }

  /** A receive that has begun to wait when this returns. */
  private Future<List<InboundMessage>> waitingReceive(int timers) {
    Future<List<InboundMessage>> waiting = threads.submit(() -> orders.receive(1, HOUR));
    awaitTimers(timers);
    return waiting;
  }

  /**
   * Waits until that many alarms are set: one for the end of each wait, and one for the queue's
   * next event. They are set under the queue's lock, which is only given up by waiting.
   */
  private void awaitTimers(int count) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (fixture.timers() < count) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError(fixture.timers() + " timers where " + count + " were to come");
      }
      Thread.onSpinWait();
    }
  }

  private static List<InboundMessage> get(Future<List<InboundMessage>> waiting) throws Exception {
    try {
      return waiting.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof MessagingException told ? told : failed;
    }
  }
}
