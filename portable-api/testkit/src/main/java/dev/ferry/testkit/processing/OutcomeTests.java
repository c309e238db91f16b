package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.DISCARDED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.NOT_ATTEMPTED;
import static dev.ferry.processing.ProcessingEvent.Kind.RETRIED;
import static dev.ferry.processing.ProcessingEvent.Kind.SEND_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities.RedeliveryDelay;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.Worker;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.testkit.Feature;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a handler's return or failure leads to. */
@Feature("Ack, retry, dead-letter, discard")
interface OutcomeTests extends ProcessingTests {

  @Test
  default void success_isAcked_afterOneRun() {
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> runs.add(order));
    stage().publish("o1", "o2", "o3");

    stage().runUntil(worker, () -> stage().count(HANDLED) == 3);

    stage().assertSettled();
    assertThat(runs).containsExactlyInAnyOrder("o1", "o2", "o3");
    assertThat(stage().events()).containsOnly(HANDLED);
  }

  @Test
  default void failureForNow_isTriedAgain_untilItSucceeds() {
    List<Integer> attempts = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  attempts.add(context.attempt());
                  if (context.attempt() < Stage.ATTEMPTS) {
                    throw new IOException("no answer");
                  }
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(HANDLED));

    stage().assertSettled();
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(stage().events()).containsExactly(RETRIED, RETRIED, HANDLED);
  }

  @Test
  @Feature("Backoff kept exactly")
  default void retry_comesAfterItsBackoff_andNotBefore() {
    RedeliveryDelay delay =
        stage().scene().subscription(stage().source()).capabilities().redeliveryDelay();
    stage().scene().requires(delay == RedeliveryDelay.EXACT, "exact delay of redelivery");
    List<Instant> runs = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  runs.add(stage().scene().harness().timeline().now());
                  failAt(runs.size(), 1);
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> runs.size() == 2);

    assertThat(Duration.between(runs.get(0), runs.get(1)))
        .isGreaterThanOrEqualTo(stage().scene().ticks(3));
    stage().assertSettled();
  }

  private static void failAt(int run, int failing) throws IOException {
    if (run == failing) {
      throw new IOException("no answer in run " + run);
    }
  }

  @Test
  default void quickRetries_areOneAttempt() {
    stage()
        .settings
        .retry(RetryPolicy.defaults().withAttempts(1).withQuickRetries(2, Duration.ofMillis(1)));
    List<Integer> attempts = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  attempts.add(context.attempt());
                  failAt(Math.min(attempts.size(), 2), attempts.size());
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(HANDLED));

    assertThat(attempts).containsExactly(1, 1, 1);
    stage().assertSettled();
  }

  @Test
  default void failureOfEveryAttempt_isDeadLettered_withItsStory() {
    AtomicInteger runs = new AtomicInteger();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  runs.incrementAndGet();
                  throw new IOException("no answer");
                });
    Message order = stage().order("o1").toBuilder().attribute("kind", "order").build();
    stage().scene().publish(stage().source(), order);

    stage().runUntil(worker, () -> stage().happened(DEAD_LETTERED));

    stage().assertSettled();
    assertThat(runs).hasValue(Stage.ATTEMPTS);
    Message letter = stage().take(stage().dead());
    assertThat(letter.id()).isEqualTo("o1");
    assertThat(letter.body()).isEqualTo(order.body());
    assertThat(letter.attributes()).isEqualTo(order.attributes());
    assertThat(letter.history().round()).isEqualTo(1);
    Envelope story = Stage.story(letter);
    assertThat(story.summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(story.summary().exception()).isEqualTo(IOException.class.getName());
    assertThat(story.summary().attempts()).isEqualTo(Stage.ATTEMPTS);
    assertThat(story.handler()).isEqualTo(Stage.HANDLER);
    assertThat(story.source()).isEqualTo(stage().source().toString());
    assertThat(story.chain()).contains("no answer");
  }

  @Test
  default void failureForGood_isDeadLetteredAtOnce() {
    stage().rules = binding -> binding.deadLetterOn(IllegalArgumentException.class);
    AtomicInteger runs = new AtomicInteger();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  runs.incrementAndGet();
                  throw new IllegalStateException(new NumberFormatException("an amount"));
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(DEAD_LETTERED));

    stage().assertSettled();
    assertThat(runs).hasValue(1);
    assertThat(Stage.story(stage().take(stage().dead())).summary().reason()).isEqualTo("REJECTED");
  }

  @Test
  default void failureThatThePolicyNames_isDroppedAndCounted_andNoOther() {
    stage().rules = binding -> binding.discardOn(UnsupportedOperationException.class, "stale");
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  if (order.equals("stale")) {
                    throw new UnsupportedOperationException(order);
                  }
                  throw new IOException(order);
                });
    stage().publish("stale", "lost");

    stage().runUntil(worker, () -> stage().happened(DEAD_LETTERED));

    assertThat(stage().count(DISCARDED)).isEqualTo(1);
    assertThat(stage().take(stage().dead()).id()).isEqualTo("lost");
    stage().scene().assertEmpty(stage().scene().subscription(stage().dead()));
    stage().assertSettled();
  }

  @Test
  default void deadLetterThatCannotBeSent_isNotAcked_andSentLater() {
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    Address gone = stage().scene().queue();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  throw new IOException("no answer");
                },
                gone);
    stage().publish("o1");
    stage().scene().channels().delete(gone);
    stage().runUntil(worker, () -> !stage().events().isEmpty());
    assertThat(stage().events()).containsExactly(SEND_FAILED);
    worker.close();

    List<String> runs = new ArrayList<>();
    Worker next = stage().worker((order, context) -> runs.add(order));
    stage().runUntil(next, () -> stage().happened(DEAD_LETTERED));

    assertThat(runs).as("a decided dead letter runs no more").isEmpty();
    assertThat(stage().take(stage().dead()).id()).isEqualTo("o1");
    stage().assertSettled();
  }

  /** Many fail at the same time on threads of their own: none is taken for a success. */
  @Test
  @Feature("Parallel runs, no failure lost")
  default void failuresAtTheSameTime_allComeAgain() {
    int many = 40;
    stage().settings.concurrency(8);
    stage().executor = Threads.perTask("conformance-handler");
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Set<String> succeeded = ConcurrentHashMap.newKeySet();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  if (failed.add(order)) {
                    throw new IOException(order);
                  }
                  succeeded.add(order);
                });
    stage().publish(IntStream.range(0, many).mapToObj(i -> "o" + i).toArray(String[]::new));

    stage().runUntil(worker, () -> succeeded.size() == many);

    stage().assertSettled();
    assertThat(stage().count(RETRIED)).isEqualTo(many);
    assertThat(stage().count(HANDLED)).isEqualTo(many);
  }

  @Test
  @Feature("Drain on close")
  default void closedWorker_givesBackWhatWaits_untried() {
    stage().settings.concurrency(1);
    stage().options = stage().options.withDrain(Duration.ZERO);
    List<Worker> closing = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> closing.get(0).close());
    closing.add(worker);
    stage().publish("o1", "o2", "o3");
    stage().runUntil(worker, () -> stage().happened(HANDLED));
    List<Integer> attempts = new ArrayList<>();
    Worker next = stage().worker((order, context) -> attempts.add(context.attempt()));

    stage().runUntil(next, () -> stage().count(HANDLED) == 3);

    assertThat(attempts).containsExactly(1, 1);
    assertThat(stage().count(NOT_ATTEMPTED)).isEqualTo(2);
    stage().assertSettled();
  }

  @Test
  @Feature("Heartbeat")
  default void handlerThatTakesLong_keepsItsLease() {
    stage().scene().requires(stage().scene().capabilities().extend(), "extension of leases");
    AtomicInteger runs = new AtomicInteger();
    Worker other = stage().worker((order, context) -> runs.incrementAndGet());
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  runs.incrementAndGet();
                  for (int tick = 0; tick < 20; tick++) {
                    stage().scene().pass(stage().scene().ticks(1));
                    stage().run(other);
                  }
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(HANDLED));

    assertThat(runs).hasValue(1);
    assertThat(stage().events()).containsExactly(HANDLED);
    stage().assertSettled();
  }

  @Test
  @Feature("Dead letters with an envelope")
  default void largestMessage_isDeadLettered_orWaitsForTheBrokersLimit() {
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    stage().sourceSpec =
        QueueSpec.standard(stage().sourceSpec.name()).withDeadLetter(5, stage().deadName());
    stage().scene().requires(stage().scene().capabilities().maxDeliveries(), "limit of deliveries");
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  throw new IOException("no answer");
                });
    Message largest = Largest.message(stage().scene().publisher(stage().source()));
    stage().scene().publish(stage().source(), largest);
    Subscription dead = stage().scene().subscription(stage().dead());

    List<Message> letters = new ArrayList<>();
    stage()
        .runUntil(
            worker,
            () -> {
              dead.receive(1, stage().scene().harness().silence())
                  .forEach(letter -> letters.add(letter.message()));
              return !letters.isEmpty();
            });

    Message letter = letters.get(0);
    assertThat(letter.id()).isEqualTo(largest.id());
    assertThat(letter.body()).isEqualTo(largest.body());
    assertThat(letter.attributes()).containsAllEntriesOf(largest.attributes());
  }
}
