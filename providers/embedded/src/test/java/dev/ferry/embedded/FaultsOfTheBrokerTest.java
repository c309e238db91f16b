package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.SimulatedCrash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FaultsOfTheBrokerTest {
  @Test
  void duplicate_isASecondCopy_evenInsideTheWindow() {
    Fixture fixture = fixture(Fault.DUPLICATE, "publish");

    fixture.send("orders", message("m1", "a"), message("m2", "a"));

    List<InboundMessage> received = receive(fixture.subscription("orders"));
    assertThat(ids(received)).containsExactly("m1", "m1", "m2");
    assertThat(received.get(0).brokerId()).isNotEqualTo(received.get(1).brokerId());
  }

  @Test
  void reorder_letsTheSecondOvertakeTheFirst() {
    Fixture fixture = fixture(Fault.REORDER, "receive");
    fixture.send("orders", message("m1"), message("m2"), message("m3"));

    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("m2", "m3");
    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("m1");
  }

  @Test
  void reorder_neverHappensWithinAKey() {
    Fixture fixture = fixture(Fault.REORDER, "receive");
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("b1", "b"));

    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("b1");
    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("a1", "a2");
  }

  @Test
  void reorder_ofASingleMessage_changesNothing() {
    Fixture fixture = fixture(Fault.REORDER, "receive");
    fixture.send("orders", message("m1"));

    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("m1");
  }

  @Test
  void droppedAck_isAnsweredAndForgotten() {
    Fixture fixture = fixture(Fault.DROP_ACK, "ack");
    SubscriptionDriver orders = fixture.subscription("orders");
    fixture.send("orders", message("m1"));

    assertThat(ack(orders, receiveOne(orders))).isEmpty();

    fixture.clock.advance(Duration.ofSeconds(30));
    InboundMessage again = receiveOne(orders);
    assertThat(again.deliveryCount()).isEqualTo(2);
    assertThat(ack(orders, again)).isEmpty();
  }

  @Test
  void droppedAck_inABatch_leavesTheOthersInPlace() {
    Fixture fixture = fixture(Fault.DROP_ACK, "ack");
    SubscriptionDriver orders = fixture.subscription("orders");
    fixture.send("orders", message("m1"), message("m2"));
    List<Settlement> acks = new ArrayList<>();
    receive(orders).forEach(delivery -> acks.add(new Settlement.Ack(delivery.receipt())));
    acks.add(acks.get(1));

    List<MessagingException> results = new ArrayList<>(orders.settle(acks));

    assertThat(results.subList(0, 2)).containsOnlyNulls();
    assertThat(results.get(2).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(ids(orders.peek(null, 10).messages())).containsExactly("m1");
  }

  @Test
  void lostLease_endsAtOnce_whileItsOwnerWorks() {
    Fixture fixture = fixture(Fault.LOSE_LEASE, "receive");
    SubscriptionDriver orders = fixture.subscription("orders");
    fixture.send("orders", message("m1"));
    InboundMessage lost = receiveOne(orders);

    assertThat(receiveOne(orders).deliveryCount()).isEqualTo(2);
    assertThat(ack(orders, lost)).contains(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void throttle_refusesTheCallWithNothingDone() {
    Fixture fixture = fixture(Fault.THROTTLE, "publish");

    assertCode(ErrorCode.RESOURCE_EXHAUSTED, () -> fixture.send("orders", message("m1")));
    assertThat(receive(fixture.subscription("orders"))).isEmpty();
    fixture.send("orders", message("m1"));
    assertThat(receive(fixture.subscription("orders"))).hasSize(1);
  }

  @Test
  void throttle_canStrikeReceiveAndAck() {
    Fixture fixture =
        new Fixture(FaultPlan.seeded(1).once(Fault.THROTTLE, "receive").once(Fault.THROTTLE, "ack"))
            .queue(QueueSpec.ordered("orders"));
    SubscriptionDriver orders = fixture.subscription("orders");
    fixture.send("orders", message("m1"));

    assertCode(ErrorCode.RESOURCE_EXHAUSTED, () -> receive(orders));
    InboundMessage delivery = receiveOne(orders);
    assertCode(ErrorCode.RESOURCE_EXHAUSTED, () -> ack(orders, delivery));
    assertThat(ack(orders, delivery)).isEmpty();
  }

  @Test
  void partialFailure_failsSomeEntries_theOthersAreStored() {
    Fixture fixture =
        new Fixture(FaultPlan.seeded(1).at(Fault.PARTIAL_BATCH_FAILURE, "publish", 2))
            .queue(QueueSpec.ordered("orders"));

    List<SendResult> results = fixture.send("orders", message("m1"), message("m2"), message("m3"));

    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.reason().retryable()).isTrue());
    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("m1", "m3");
  }

  @Test
  void partialFailure_neverFailsAll_norASingleEntry() {
    Fixture fixture =
        new Fixture(FaultPlan.seeded(1).with(Fault.PARTIAL_BATCH_FAILURE, 1))
            .queue(QueueSpec.ordered("orders"));

    fixture.send("orders", message("m1"));
    fixture.send("orders", message("m2"), message("m3"));

    assertThat(ids(receive(fixture.subscription("orders")))).containsExactly("m1", "m3");
  }

  @Test
  void partialFailure_ofASettlement_leavesItsLease() {
    Fixture fixture =
        new Fixture(FaultPlan.seeded(1).at(Fault.PARTIAL_BATCH_FAILURE, "ack", 1))
            .queue(QueueSpec.ordered("orders"));
    SubscriptionDriver orders = fixture.subscription("orders");
    fixture.send("orders", message("m1"), message("m2"));
    List<InboundMessage> batch = receive(orders);

    List<MessagingException> results =
        new ArrayList<>(
            orders.settle(
                batch.stream()
                    .<Settlement>map(delivery -> new Settlement.Ack(delivery.receipt()))
                    .toList()));

    assertThat(results.get(0).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(results.get(1)).isNull();
    assertThat(ack(orders, batch.get(0))).isEmpty();
  }

  @Test
  void lostResponse_comesAfterTheEffect() {
    Fixture fixture =
        new Fixture(
                FaultPlan.seeded(1)
                    .once(Fault.LOST_RESPONSE, "publish")
                    .once(Fault.LOST_RESPONSE, "receive")
                    .once(Fault.LOST_RESPONSE, "ack"))
            .queue(QueueSpec.ordered("orders"));
    SubscriptionDriver orders = fixture.subscription("orders");

    assertCode(ErrorCode.DEADLINE_EXCEEDED, () -> fixture.send("orders", message("m1")));
    assertCode(ErrorCode.DEADLINE_EXCEEDED, () -> receive(orders));
    assertThat(receive(orders)).as("leased to nobody who knows").isEmpty();
    fixture.clock.advance(Duration.ofSeconds(30));
    InboundMessage second = receiveOne(orders);
    assertThat(second.deliveryCount()).isEqualTo(2);
    assertCode(ErrorCode.DEADLINE_EXCEEDED, () -> ack(orders, second));
    assertThat(ack(orders, second)).contains(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void crash_beforeACall_leavesNoEffect_afterItLeavesAll() {
    Fixture fixture =
        new Fixture(
                FaultPlan.seeded(1)
                    .once(Fault.CRASH, FaultPoint.PUBLISH.before())
                    .at(Fault.CRASH, FaultPoint.PUBLISH.after(), 1)
                    .once(Fault.CRASH, "before-ack")
                    .once(Fault.CRASH, "after-nack"))
            .queue(QueueSpec.standard("orders"));
    SubscriptionDriver orders = fixture.subscription("orders");

    assertCrash("before-publish", () -> fixture.send("orders", message("m1")));
    assertCrash("after-publish", () -> fixture.send("orders", message("m2")));
    InboundMessage delivery = receiveOne(orders);
    assertThat(Fixture.id(delivery)).isEqualTo("m2");
    assertCrash("before-ack", () -> ack(orders, delivery));
    assertCrash("after-nack", () -> nack(orders, delivery, Duration.ZERO));
    assertThat(ids(receive(orders))).containsExactly("m2");
  }

  @Test
  void pointOfASettlement_isItsVerb_unlessVerbsAreMixed() {
    Object receipt = new Object();
    Settlement ack = new Settlement.Ack(receipt);
    Settlement nack = new Settlement.Nack(receipt, Duration.ZERO);
    Settlement extend = new Settlement.Extend(receipt, Duration.ZERO);
    Settlement deadLetter = new Settlement.DeadLetter(receipt, "", "", Map.of());

    assertThat(FaultPoint.of(List.of(ack, ack))).isEqualTo(FaultPoint.ACK);
    assertThat(FaultPoint.of(List.of(nack))).isEqualTo(FaultPoint.NACK);
    assertThat(FaultPoint.of(List.of(extend))).isEqualTo(FaultPoint.EXTEND);
    assertThat(FaultPoint.of(List.of(deadLetter))).isEqualTo(FaultPoint.DEAD_LETTER);
    assertThat(FaultPoint.of(List.of(ack, nack))).isEqualTo(FaultPoint.SETTLE);
  }

  @Test
  void sameSeed_givesTheSameRun_anotherSeedAnother() {
    assertThat(run(42)).isEqualTo(run(42)).isNotEqualTo(run(43));
  }

  /** A run in which everything strikes, told call by call. */
  private static List<String> run(long seed) {
    FaultPlan plan = FaultPlan.seeded(seed);
    for (Fault fault : Fault.values()) {
      plan = plan.with(fault, 0.1);
    }
    Fixture fixture = new Fixture(plan).queue(QueueSpec.ordered("orders"));
    SubscriptionDriver orders = fixture.subscription("orders");
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String id = "m" + i;
      String key = "k" + i % 7;
      tell(told, () -> fixture.send("orders", message(id, key)).toString());
      tell(
          told,
          () -> {
            StringBuilder text = new StringBuilder();
            for (InboundMessage delivery : receive(orders)) {
              text.append(delivery.brokerId()).append(' ').append(delivery.deliveryCount());
              text.append(ack(orders, delivery));
            }
            return text.toString();
          });
      fixture.clock.advance(Duration.ofSeconds(1));
      told.add(fixture.broker.snapshot().toString());
    }
    return told;
  }

  private static void tell(List<String> told, Supplier<String> call) {
    try {
      told.add(call.get());
    } catch (MessagingException | SimulatedCrash struck) {
      told.add(String.valueOf(struck.getMessage()));
    }
  }

  private static Fixture fixture(Fault fault, String point) {
    return new Fixture(FaultPlan.seeded(1).once(fault, point)).queue(QueueSpec.ordered("orders"));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    MessagingException failure = catchThrowableOfType(MessagingException.class, call);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.retryable()).isTrue();
  }

  private static void assertCrash(String point, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SimulatedCrash.class, crash -> assertThat(crash.point()).isEqualTo(point));
  }
}
