package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.delayed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random runs against {@link NaiveQueue}: each step has the same answer in both. */
class QueueModelTest {
  private static final int RETENTION = 300;
  private static final int MAX_DELIVERIES = 3;

  private enum Verb {
    PUBLISH,
    PUBLISH_DELAYED,
    RECEIVE,
    ACK,
    NACK,
    EXTEND,
    EXPIRE_LEASE,
    ADVANCE,
    SEEK
  }

  /**
   * One step.
   *
   * @param number which key, delivery or offset
   * @param seconds of delay, lease or time
   */
  record Step(Verb verb, int number, int seconds) {}

  private record Held(InboundMessage delivery, NaiveQueue.Entry entry, int lease) {}

  @Provide
  Arbitrary<List<Step>> runs() {
    Arbitrary<Verb> verbs =
        Arbitraries.frequency(
            Tuple.of(6, Verb.PUBLISH),
            Tuple.of(1, Verb.PUBLISH_DELAYED),
            Tuple.of(6, Verb.RECEIVE),
            Tuple.of(4, Verb.ACK),
            Tuple.of(4, Verb.NACK),
            Tuple.of(1, Verb.EXTEND),
            Tuple.of(1, Verb.EXPIRE_LEASE),
            Tuple.of(3, Verb.ADVANCE),
            Tuple.of(1, Verb.SEEK));
    Arbitrary<Integer> seconds =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(0)), Tuple.of(2, Arbitraries.integers().between(1, 40)));
    return Combinators.combine(verbs, Arbitraries.integers().between(0, 20), seconds)
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 400)
  void queue_answersAsTheNaiveOne(@ForAll boolean ordered, @ForAll("runs") List<Step> steps) {
    new Run(ordered).steps(steps);
  }

  /** A broker and a model side by side. */
  private static final class Run {
    private final NaiveQueue model;
    private final Fixture fixture = new Fixture();
    private final Instant start = fixture.clock.instant();
    private final SubscriptionDriver queue;
    private final List<Held> held = new ArrayList<>();
    private final List<String> published = new ArrayList<>();

    Run(boolean ordered) {
      model = new NaiveQueue(ordered, RETENTION, MAX_DELIVERIES);
      QueueSpec dead = ordered ? QueueSpec.ordered("dead") : QueueSpec.standard("dead");
      QueueSpec spec = ordered ? QueueSpec.ordered("queue") : QueueSpec.standard("queue");
      fixture
          .queue(dead)
          .queue(
              spec.withRetention(Duration.ofSeconds(RETENTION))
                  .withDeadLetter(MAX_DELIVERIES, "dead"));
      queue = fixture.subscription("queue");
    }

    void steps(List<Step> steps) {
      for (Step step : steps) {
        take(step);
        compare();
      }
      drain();
    }

    private void take(Step step) {
      switch (step.verb) {
        case PUBLISH -> publish(step.number, 0);
        case PUBLISH_DELAYED -> publish(step.number, step.seconds);
        case RECEIVE -> receive(1 + step.number % 10);
        case ACK, NACK, EXTEND, EXPIRE_LEASE -> {
          if (!held.isEmpty()) {
            settle(step, held.get(step.number % held.size()));
          }
        }
        case ADVANCE -> advance(step.seconds);
        case SEEK -> {
          queue.seek(new ReplayPoint.Offset(step.number));
          model.seek(step.number, published);
        }
      }
    }

    private void publish(int number, int delay) {
      String id = "m" + published.size();
      String key = number % 4 == 0 ? null : "key" + number % 4;
      published.add(id);
      fixture.send("queue", delayed(id, key, Duration.ofSeconds(delay)));
      model.publish(id, key, delay);
    }

    private void receive(int max) {
      List<InboundMessage> batch = queue.receive(max, Duration.ZERO);
      List<NaiveQueue.Entry> expected = model.receive(max);

      assertThat(Fixture.ids(batch)).isEqualTo(expected.stream().map(entry -> entry.id).toList());
      for (int i = 0; i < batch.size(); i++) {
        NaiveQueue.Entry entry = expected.get(i);
        assertThat(batch.get(i).deliveryCount()).isEqualTo(entry.deliveries);
        assertThat(batch.get(i).ackDeadline()).isEqualTo(start.plusSeconds(entry.readyAt));
        held.add(new Held(batch.get(i), entry, entry.lease));
      }
    }

    private void settle(Step step, Held one) {
      boolean holds = model.holds(one.entry, one.lease);
      if (step.verb == Verb.EXPIRE_LEASE) {
        assertThat(fixture.broker.expireLease("queue", one.entry.id))
            .isEqualTo(one.entry.leased && !one.entry.settled ? 1 : 0);
        if (one.entry.leased && !one.entry.settled) {
          model.nack(one.entry, 0);
        }
        return;
      }
      Optional<ErrorCode> failure = settled(step, one.delivery);
      assertThat(failure)
          .isEqualTo(holds ? Optional.empty() : Optional.of(ErrorCode.FAILED_PRECONDITION));
      if (holds) {
        settleInModel(step, one.entry);
      }
    }

    private Optional<ErrorCode> settled(Step step, InboundMessage delivery) {
      Duration span = Duration.ofSeconds(step.seconds);
      return switch (step.verb) {
        case ACK -> Fixture.ack(queue, delivery);
        case NACK -> Fixture.nack(queue, delivery, span);
        default -> Fixture.extend(queue, delivery, span.plusSeconds(1));
      };
    }

    private void settleInModel(Step step, NaiveQueue.Entry entry) {
      switch (step.verb) {
        case ACK -> model.ack(entry);
        case NACK -> model.nack(entry, step.seconds);
        default -> model.extend(entry, step.seconds + 1);
      }
    }

    private void advance(int seconds) {
      fixture.clock.advance(Duration.ofSeconds(seconds));
      model.advance(seconds);
    }

    private void compare() {
      assertThat(unsettled("queue")).isEqualTo(model.unsettled());
      assertThat(unsettled("dead")).isEqualTo(model.deadLettered);
      assertThat(fixture.broker.expired("queue")).isEqualTo(model.expired.size());
      assertThat(fixture.broker.nextEvent()).isEqualTo(model.nextEvent().map(start::plusSeconds));
    }

    private List<String> unsettled(String name) {
      return Fixture.ids(fixture.subscription(name).peek(null, 1000).messages());
    }

    /** Whatever happened, everything ends acked, dead-lettered or expired. */
    private void drain() {
      for (int i = 0; i < 2 * RETENTION / 10 && !model.unsettled().isEmpty(); i++) {
        advance(10);
        receive(10);
        held.forEach(one -> settle(new Step(Verb.ACK, 0, 0), one));
        held.clear();
      }
      compare();
      assertThat(unsettled("queue")).isEmpty();
      Set<String> ended = new HashSet<>(model.acked);
      ended.addAll(model.deadLettered);
      ended.addAll(model.expired);
      ended.addAll(model.skipped);
      assertThat(ended).containsExactlyInAnyOrderElementsOf(published);
    }
  }
}
