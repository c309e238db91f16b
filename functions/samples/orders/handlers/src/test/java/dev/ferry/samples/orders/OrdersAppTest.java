package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.processing.Wiring;
import dev.ferry.processing.retry.Verdict;
import dev.ferry.topology.Filter;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Host;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrdersAppTest {
  private static final Wiring WIRING =
      Wiring.of(
          new OrdersApp(
              (entry, completion) -> {
                throw new AssertionError("nothing is recorded before a message comes");
              }));
  private static final Topology TOPOLOGY = topology();

  private static Topology topology() {
    try (InputStream file =
        Objects.requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
      return Topology.parse("topology.yaml", file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void topology_hasTheHandlersThatTheApplicationBinds() {
    assertThat(TOPOLOGY.handlers()).containsOnlyKeys(WIRING.names());
  }

  @Test
  void handlers_publishWhereTheTopologyLetsThem() {
    assertThat(TOPOLOGY.topics()).containsOnlyKeys(OrdersApp.ORDER_EVENTS);
    assertThat(TOPOLOGY.queues()).containsKey(OrdersApp.ORDERS);
    assertThat(TOPOLOGY.handlers().values())
        .filteredOn(handler -> !handler.publishes().isEmpty())
        .allSatisfy(
            handler -> assertThat(handler.publishes()).containsExactly(OrdersApp.ORDER_EVENTS))
        .extracting(Handler::name)
        .containsExactlyInAnyOrder("place-order", "payment");
  }

  @ParameterizedTest
  @CsvSource({
    "inventory, OrderPlaced",
    "payment, OrderPlaced",
    "audit-orders, OrderPlaced",
    "notification, PaymentTaken",
    "audit-payments, PaymentTaken"
  })
  void subscription_isFilteredByType(String handler, String type) {
    Source.FromTopic source = (Source.FromTopic) TOPOLOGY.handler(handler).source();

    assertThat(source.subscription().topic()).isEqualTo(OrdersApp.ORDER_EVENTS);
    assertThat(source.subscription().filter())
        .isEqualTo(new Filter(Map.of(OrderMessages.TYPE, List.of(type))));
  }

  @Test
  void everyHandler_isTriedTenTimes_redrivenThreeRounds_andThenParked() {
    assertThat(TOPOLOGY.handlers().values())
        .allSatisfy(
            handler -> {
              assertThat(handler.retry().attempts()).isEqualTo(10);
              assertThat(handler.redrive().rounds()).isEqualTo(3);
              assertThat(handler.redrive().parkQueue()).isPresent();
              assertThat(handler.idempotency().enabled()).isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyHost_canDoWhatTheTopologyAsks(Host host) {
    assertThat(TOPOLOGY.problemsOn(host)).isEmpty();
  }

  @Test
  void fifo_ordersEveryWay() {
    Topology fifo = TOPOLOGY.forEnvironment("fifo");

    assertThat(fifo.handlers().values())
        .extracting(handler -> fifo.queueOf(handler).ordered())
        .containsOnly(true);
  }

  @ParameterizedTest
  @CsvSource({"place-order, 1, 0", "payment, 0, 1", "inventory, 0, 0"})
  void refusalsOfAHandler_areForGood(String handler, int orders, int payments) {
    assertThat(verdict(handler, new InvalidOrder("4711", "flaw")))
        .isEqualTo(orders == 1 ? Verdict.deadLetter() : Verdict.retry());
    assertThat(verdict(handler, new PaymentRefused("4711", "reason")))
        .isEqualTo(payments == 1 ? Verdict.deadLetter() : Verdict.retry());
  }

  @Test
  void anythingElse_isTriedAgain() {
    assertThat(Set.copyOf(WIRING.names()))
        .allSatisfy(
            handler ->
                assertThat(verdict(handler, new IllegalStateException()))
                    .isEqualTo(Verdict.retry()));
  }

  private static Verdict verdict(String handler, Exception failure) {
    return WIRING.binding(handler).rules().judge(failure);
  }
}
