package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.junit.FerryExtension;
import dev.ferry.junit.TestSystem;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The six handlers together, on the embedded broker, under what goes wrong in production. */
class OrderSystemTest {
  private static final List<Order> ORDERS = SampleOrders.generate(1, 20).toList();

  private final InMemoryLedger ledger = new InMemoryLedger();

  @RegisterExtension
  final FerryExtension ferry =
      FerryExtension.of(
          () ->
              TestSystem.builder(new OrdersApp(ledger), "topology.yaml")
                  .environment("fifo")
                  .faults(
                      plan ->
                          plan.with(Fault.DUPLICATE, 0.2)
                              .with(Fault.DROP_ACK, 0.05)
                              .with(Fault.LOSE_LEASE, 0.05)
                              .with(Fault.LOST_RESPONSE, 0.05))
                  .crash(0.01));

  private static void publishAll(TestSystem system) {
    ORDERS.forEach(order -> system.publish(OrdersApp.ORDERS, OrderMessages.of(order)));
  }

  private List<String> orders(Entry.Kind kind) {
    return ledger.entries().filter(entry -> entry.kind() == kind).map(Entry::orderId).toList();
  }

  @RepeatedTest(5)
  void everyOrder_hasEachEffectOnce(TestSystem system) {
    publishAll(system);

    system.runUntilIdle();

    List<String> placed = ORDERS.stream().map(Order::orderId).toList();
    assertThat(Entry.Kind.values())
        .allSatisfy(kind -> assertThat(orders(kind)).containsExactlyInAnyOrderElementsOf(placed));
  }

  @RepeatedTest(5)
  void ordersOfACustomer_keepTheirOrder_inEveryHandler(TestSystem system) {
    publishAll(system);

    system.runUntilIdle();

    Map<String, List<String>> placed =
        ORDERS.stream().collect(byCustomer(Order::customerId, Order::orderId));
    for (Entry.Kind kind : Entry.Kind.values()) {
      Map<String, List<String>> done =
          ledger
              .entries()
              .filter(entry -> entry.kind() == kind)
              .collect(byCustomer(Entry::customerId, Entry::orderId));
      assertThat(done).as("%s", kind).isEqualTo(placed);
    }
  }

  private static <T> Collector<T, ?, Map<String, List<String>>> byCustomer(
      Function<T, String> customer, Function<T, String> order) {
    return Collectors.groupingBy(customer, Collectors.mapping(order, Collectors.toList()));
  }

  @Test
  void poison_isADeadLetterAtOnce_andNothingElse(TestSystem system) {
    Arrays.stream(PoisonKind.values())
        .forEach(kind -> system.publish(OrdersApp.ORDERS, message(kind.name(), kind.body(0))));

    system.runUntilIdle();

    assertThat(ledger.size()).isZero();
    assertThat(
            system.deadLetters("place-order").stream()
                .collect(Collectors.toMap(DeadLetter::id, DeadLetter::reason, (one, same) -> one)))
        .isEqualTo(
            Map.of(
                "TRUNCATED_JSON", Reason.UNDECODABLE.name(),
                "INVALID_UTF8", Reason.UNDECODABLE.name(),
                "WRONG_TYPE", Reason.UNDECODABLE.name(),
                "MISSING_FIELD", Reason.UNDECODABLE.name(),
                "NEGATIVE_AMOUNT", Reason.REJECTED.name()));
  }

  private static Message message(String id, Body body) {
    return Message.builder(body).id(id).orderingKey(id).build();
  }

  @Test
  void outageOfPayments_isRedriven_andHoldsUpNobodyElse(TestSystem system) {
    system.failNext("payment", 10, () -> new IllegalStateException("bank is closed"));
    system.publish(OrdersApp.ORDERS, OrderMessages.of(ORDERS.get(0)));
    system.runUntilIdle();
    assertThat(orders(Entry.Kind.RESERVATION)).hasSize(1);
    assertThat(orders(Entry.Kind.PAYMENT)).isEmpty();
    assertThat(system.deadLetters("payment")).isNotEmpty();

    redriveAll(system, "payment");

    assertThat(orders(Entry.Kind.PAYMENT)).hasSize(1);
    assertThat(orders(Entry.Kind.NOTIFICATION)).hasSize(1);
  }

  /**
   * As a schedule does: a letter whose receive, send or ack lost its answer is hidden for a while,
   * or left, and the next run finds it.
   */
  private static void redriveAll(TestSystem system, String handler) {
    int runs = 20;
    while (!system.deadLetters(handler).isEmpty()) {
      RedriveResult result = system.redrive(handler);
      assertThat(runs--).as("runs left; the last: %s", result).isPositive();
      system.runUntilIdle();
      system.advance(Duration.ofMinutes(5));
    }
  }

  @Test
  void crashBetweenCommitAndPublish_losesNoEvent(TestSystem system) {
    system.crashOnce(CrashPoint.AFTER_COMPLETE);
    system.publish(OrdersApp.ORDERS, OrderMessages.of(ORDERS.get(0)));

    system.runUntilIdle();

    assertThat(system.crashes()).contains(CrashPoint.AFTER_COMPLETE.point());
    assertThat(ledger.size()).isEqualTo(Entry.Kind.values().length);
  }
}
