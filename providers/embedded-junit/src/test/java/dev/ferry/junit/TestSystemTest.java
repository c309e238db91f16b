package dev.ferry.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ferry.embedded.FaultPoint;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestSystemTest {
  private final Shop shop = new Shop();

  private TestSystem.Builder shopSystem() {
    return TestSystem.builder(shop, "shop.yaml").seed(7);
  }

  private TestSystem faulty(long seed) {
    return shopSystem()
        .seed(seed)
        .faults(plan -> plan.with(Fault.DUPLICATE, 0.3).with(Fault.THROTTLE, 0.2))
        .crash(0.05)
        .start();
  }

  private static List<ProcessingEvent> eventsOfTenOrders(TestSystem system) {
    try (system) {
      for (int order = 0; order < 10; order++) {
        system.publish("orders", "order " + order);
      }
      system.runUntilIdle();
      return system.events();
    }
  }

  @Test
  void nothing_happensUntilTheTestSaysSo() {
    try (TestSystem system = shopSystem().start()) {
      system.publish("orders", "figs");

      assertThat(shop.shipped()).isEmpty();
      assertThat(system.waiting()).isEqualTo(1);
      assertThat(system.messages("orders"))
          .extracting(Message::id, message -> message.body().utf8())
          .containsExactly(tuple("message-1", "figs"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void crashOnce_atAnyPoint_changesNothingOfWhatIsDone(CrashPoint point) {
    try (TestSystem system = shopSystem().start()) {
      system.crashOnce(point);
      system.publish("orders", "figs");
      system.publish("orders", " ");

      system.runUntilIdle();

      assertThat(system.crashes()).containsExactly(point.point());
      assertThat(shop.shipped()).containsExactly("figs");
      assertThat(shop.announced()).containsExactly("figs");
      // Whoever dies after sending a dead letter sends it again, the same.
      assertThat(system.deadLetters("ship")).extracting(DeadLetter::id).containsOnly("message-2");
    }
  }

  @Test
  void crashOnce_withoutACommit_repeatsTheEffectButNotTheCompletion() {
    try (TestSystem system =
        TestSystem.builder(
                wiring -> {
                  wiring.handler(
                      "ship", Codec.utf8(), () -> (order, run) -> shop.shipped().add(order));
                  wiring.handler("announce", Codec.utf8(), () -> (parcel, run) -> {});
                },
                "shop.yaml")
            .start()) {
      system.crashOnce(CrashPoint.AFTER_EFFECT);
      system.crashOnce(CrashPoint.AFTER_COMPLETE);
      system.publish("orders", "figs");

      system.runUntilIdle();

      assertThat(system.crashes()).containsExactly("after effect", "after complete");
      assertThat(shop.shipped()).containsExactly("figs", "figs");
    }
  }

  @Test
  void restart_losesNothing() {
    try (TestSystem system = shopSystem().start()) {
      system.publish("orders", "figs");
      system.restart();
      system.runUntilIdle();

      assertThat(system.crashes()).isEmpty();
      assertThat(shop.announced()).containsExactly("figs");
    }
  }

  @Test
  void redrive_moreOftenThanThePolicyAllows_parks() {
    try (TestSystem system = shopSystem().start()) {
      system.failNext("ship", 6, () -> new IllegalStateException("down"));
      system.publish("orders", "figs");
      system.runUntilIdle();

      RedriveResult first = system.redrive("ship");
      system.runUntilIdle();
      RedriveResult second = system.redrive("ship");

      assertThat(first.redriven()).isEqualTo(1);
      assertThat(second.parked()).isEqualTo(1);
      assertThat(system.deadLetters("ship")).isEmpty();
      assertThat(system.parked("ship")).extracting(DeadLetter::id).containsExactly("message-1");
      assertThat(shop.shipped()).isEmpty();
    }
  }

  @Test
  void environment_changesWhatItSays() {
    try (TestSystem system = shopSystem().environment("patient").start()) {
      system.failNext("ship", 4, () -> new IllegalStateException("down"));
      system.publish("orders", "figs");
      system.runUntilIdle();

      assertThat(system.events(Kind.RETRIED)).hasSize(4);
      assertThat(shop.shipped()).containsExactly("figs");
    }
  }

  @Test
  void publish_isRepeatedLikeASenders() {
    try (TestSystem system =
        shopSystem()
            .faults(
                plan ->
                    plan.at(Fault.THROTTLE, FaultPoint.PUBLISH.point(), 1)
                        .at(Fault.LOST_RESPONSE, FaultPoint.PUBLISH.point(), 1))
            .start()) {
      system.publish("orders", Message.builder(Body.of("figs")).id("order").build());
      assertThat(system.messages("orders")).extracting(Message::id).containsOnly("order");

      system.runUntilIdle();
      assertThat(shop.shipped()).containsExactly("figs");
    }
  }

  @Test
  void publish_refusedAHundredTimes_isRefused() {
    try (TestSystem system = shopSystem().faults(plan -> plan.with(Fault.THROTTLE, 1)).start()) {
      assertThatThrownBy(() -> system.publish("orders", "figs"))
          .isInstanceOfSatisfying(
              MessagingException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
      assertThat(system.broker().faults().struck(Fault.THROTTLE)).isEqualTo(100);
    }
  }

  @Test
  void unknownName_isNamed_withThoseThatThereAre() {
    try (TestSystem system = shopSystem().start()) {
      assertThatThrownBy(() -> system.publish("order", "figs"))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("'order'")
          .hasMessageContaining("orders");
      assertThatThrownBy(() -> system.failNext("shop", 1, IllegalStateException::new))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("'shop'");
    }
  }

  @Test
  void sameSeed_givesTheSameRun() {
    assertThat(eventsOfTenOrders(faulty(3))).isEqualTo(eventsOfTenOrders(faulty(3)));
  }

  @Test
  void anotherSeed_givesAnotherRun() {
    assertThat(eventsOfTenOrders(faulty(3))).isNotEqualTo(eventsOfTenOrders(faulty(4)));
  }

  @Test
  void advance_runsWhatIsDueMeanwhile_atItsTime() {
    try (TestSystem system = shopSystem().start()) {
      system.publish(
          "orders", Message.builder(Body.of("figs")).delay(Duration.ofMinutes(5)).build());

      system.advance(Duration.ofMinutes(5).minusMillis(1));
      assertThat(shop.announced()).isEmpty();

      system.advance(Duration.ofHours(1));
      assertThat(shop.announced()).containsExactly("figs");
      assertThat(system.clock().instant()).isEqualTo("2026-01-01T01:04:59.999Z");
    }
  }

  @Test
  void toString_tellsWhatHappened_withoutBodies() {
    try (TestSystem system = shopSystem().start()) {
      system.failNext("ship", 1, () -> new IllegalArgumentException("figs are out"));
      system.publish("orders", "figs");
      system.runUntilIdle();

      assertThat(system)
          .asString()
          .isEqualTo(
              "At 2026-01-01T00:00:00Z: events {STARTED=1, DEAD_LETTERED=1}, crashes [], faults {},"
                  + " waiting 0, dead letters [ship message-1 REJECTED]");
    }
  }
}
