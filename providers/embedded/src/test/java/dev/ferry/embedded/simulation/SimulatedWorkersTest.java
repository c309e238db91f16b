package dev.ferry.embedded.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.embedded.FaultPoint;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Worker;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SimulatedWorkersTest {
  private static final Duration BACKOFF = Duration.ofMinutes(1);

  private final VirtualClock clock = VirtualClock.create();
  private final List<Instant> runs = new ArrayList<>();

  private EmbeddedBroker broker(FaultPlan faults) {
    EmbeddedBroker broker = EmbeddedBroker.builder().clock(clock).faults(faults.start()).build();
    broker.admin().createQueue(QueueSpec.standard("orders-dead"));
    broker.admin().createQueue(QueueSpec.standard("orders"));
    return broker;
  }

  private SimulatedWorkers start(EmbeddedBroker broker, MessageHandler<String> handler) {
    return start(broker, Crashes.none(), handler);
  }

  private SimulatedWorkers start(
      EmbeddedBroker broker, Crashes crashes, MessageHandler<String> handler) {
    HandlerSettings settings =
        HandlerSettings.builder("ship", "orders")
            .publishes(Set.of("orders"))
            .retry(
                new RetryPolicy(
                    3, new Backoff(BACKOFF, 1, BACKOFF, Jitter.NONE), 0, Duration.ofMillis(100)))
            .build();
    Address orders = Address.parse("embedded:orders");
    HandlerPlan plan =
        new HandlerPlan(settings, orders, Address.parse("embedded:orders-dead"), null, null, false);
    return SimulatedWorkers.builder(broker, clock)
        .store(new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock))
        .crashes(crashes)
        .mostDeliveries(100)
        .start(
            wiring -> wiring.handler("ship", Codec.utf8(), () -> handler),
            new ApplicationPlan(List.of(plan), Map.of("orders", orders)));
  }

  private static void publish(EmbeddedBroker broker, Message message) {
    try (Messaging messaging =
            Messaging.builder()
                .provider(EmbeddedProvider.of(broker))
                .timeline(broker.timeline())
                .build();
        Publisher publisher = messaging.publisher("embedded:orders")) {
      publisher.publish(message);
    }
  }

  private MessageHandler<String> failing() {
    return (order, context) -> {
      runs.add(clock.instant());
      throw new IllegalStateException("down");
    };
  }

  @Test
  void runUntilIdle_waitsForEachRetry_andEndsWithTheDeadLetter() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    try (SimulatedWorkers workers = start(broker, failing())) {
      Instant began = clock.instant();
      publish(broker, Message.of("figs"));

      workers.runUntilIdle();

      assertThat(runs)
          .containsExactly(began, began.plus(BACKOFF), began.plus(BACKOFF.multipliedBy(2)));
      assertThat(workers.waiting()).isZero();
    }
  }

  @Test
  void advance_stopsAtItsTime_beforeWhatIsDueLater() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    try (SimulatedWorkers workers = start(broker, failing())) {
      publish(broker, Message.of("figs"));

      workers.advance(BACKOFF.minusNanos(1));
      assertThat(runs).hasSize(1);

      workers.advance(Duration.ofNanos(1));
      assertThat(runs).hasSize(2);
    }
  }

  @Test
  void handlerThatTakesLong_movesTheClockBeyondTheTarget() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    Instant began = clock.instant();
    try (SimulatedWorkers workers =
        start(broker, (order, context) -> clock.advance(Duration.ofSeconds(20)))) {
      publish(broker, Message.of("figs"));

      workers.advance(Duration.ofSeconds(1));

      assertThat(clock.instant()).isEqualTo(began.plusSeconds(20));
      assertThat(workers.waiting()).isZero();
    }
  }

  @Test
  void crash_ofTheBrokersConnection_isFollowedByANewProcess() {
    EmbeddedBroker broker = broker(FaultPlan.none().once(Fault.CRASH, FaultPoint.RECEIVE.after()));
    try (SimulatedWorkers workers = start(broker, (order, context) -> runs.add(clock.instant()))) {
      publish(broker, Message.of("figs"));

      workers.runUntilIdle();

      assertThat(workers.crashes()).containsExactly("after-receive");
      assertThat(runs).hasSize(1);
    }
  }

  @Test
  void crashes_byAPlan_areKnownByThePointsName() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    Crashes beforeAck =
        Crashes.of(FaultPlan.none().once(Fault.CRASH, CrashPoint.BEFORE_ACK.point()).start());
    try (SimulatedWorkers workers =
        start(broker, beforeAck, (order, context) -> runs.add(clock.instant()))) {
      publish(broker, Message.of("figs"));

      workers.runUntilIdle();

      assertThat(workers.crashes()).containsExactly("before ack");
      assertThat(runs).hasSize(1);
    }
  }

  @Test
  void runUntilIdle_whenNobodyPolls_saysWhatWaits() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    SimulatedWorkers workers = start(broker, failing());
    publish(broker, Message.of("figs"));
    workers.close();

    assertThatThrownBy(workers::runUntilIdle)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing will happen any more; waiting: ship 1; seed 0");
  }

  @Test
  void runUntilIdle_whenNoAnswerEverComes_givesUpAfterADay() {
    Logger workersLog = Logger.getLogger(Worker.class.getName());
    workersLog.setLevel(Level.OFF); // one warning for each of thousands of polls
    EmbeddedBroker broker = broker(FaultPlan.none().with(Fault.LOST_RESPONSE, 1));
    Instant began = clock.instant();
    try (SimulatedWorkers workers = start(broker, failing())) {
      assertThatThrownBy(() -> publish(broker, Message.of("figs")))
          .isInstanceOf(MessagingException.class);

      assertThatThrownBy(workers::runUntilIdle)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "no message came for a day; do the faults let any through?; waiting: ship 1; seed 0");
      assertThat(clock.instant()).isAfter(began.plus(Duration.ofDays(1)));
      assertThat(runs).isEmpty();
    } finally {
      workersLog.setLevel(null);
    }
  }

  @Test
  void handlerThatPublishesToItself_isNoticed() {
    EmbeddedBroker broker = broker(FaultPlan.none());
    try (SimulatedWorkers workers =
        start(broker, (order, context) -> context.publish("orders", Message.of("more")))) {
      publish(broker, Message.of("figs"));

      assertThatThrownBy(workers::runUntilIdle)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "101 deliveries, and no end of it; does a handler publish to itself?; waiting: ship"
                  + " 1; seed 0");
      assertThatThrownBy(() -> workers.advance(Duration.ZERO))
          .hasMessageStartingWith("101 deliveries, and no end of it");
    }
  }
}
