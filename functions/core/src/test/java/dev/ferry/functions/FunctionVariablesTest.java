package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is written for a function is what it reads. */
class FunctionVariablesTest {
  private static final Topology TOPOLOGY =
      Topology.parse(
          "topology.yaml",
          """
          version: 1
          name: shop
          queues:
            orders: {}
          topics:
            order-events: {}
          handlers:
            payment:
              source: orders
              publishes: [order-events]
              id: {attribute: order-id, unstable: refuse}
              retry: {attempts: 4, maxDelay: 30s}
              redrive: {mode: automatic, messagesPerSecond: 7}
          """);
  private static final Map<String, Address> ADDRESSES =
      Map.of(
          "orders", Address.parse("sqs:shop-orders"),
          "orders-dead", Address.parse("sqs:shop-orders-dead"),
          "orders-parked", Address.parse("sqs:shop-orders-parked"),
          "order-events", Address.parse("sns:shop-order-events"));

  @Test
  void variables_nameTheHandler_itsPolicy_andEveryChannelItUses() {
    Map<String, String> variables = FunctionVariables.of(Plans.of(TOPOLOGY, ADDRESSES), "payment");

    assertThat(variables)
        .containsEntry("FERRY_HANDLER", "payment")
        .containsEntry("FERRY_CHANNEL_ORDERS", "sqs:shop-orders")
        .containsEntry("FERRY_CHANNEL_ORDERS_DEAD", "sqs:shop-orders-dead")
        .containsEntry("FERRY_CHANNEL_ORDERS_PARKED", "sqs:shop-orders-parked")
        .containsEntry("FERRY_CHANNEL_ORDER_EVENTS", "sns:shop-order-events")
        .containsOnlyKeys(
            "FERRY_HANDLER",
            "FERRY_POLICY",
            "FERRY_CHANNEL_ORDERS",
            "FERRY_CHANNEL_ORDERS_DEAD",
            "FERRY_CHANNEL_ORDERS_PARKED",
            "FERRY_CHANNEL_ORDER_EVENTS");
  }

  @Test
  void policy_saysWhatTheTopologySays() {
    ApplicationPlan plan = Plans.of(TOPOLOGY, ADDRESSES);
    FunctionEnvironment environment =
        new FunctionEnvironment(FunctionVariables.of(plan, "payment"));

    FunctionPolicy policy = environment.policy();

    HandlerPlan own = plan.handler("payment");
    assertThat(policy.settings()).isEqualTo(own.settings());
    assertThat(policy.deadLetters()).isEqualTo("orders-dead");
    assertThat(policy.parked()).isEqualTo("orders-parked");
    assertThat(policy.idAttribute()).isEqualTo("order-id");
    assertThat(policy.stableIdsRequired()).isTrue();
    assertThat(policy.settings().redrive().automatic()).isTrue();
    assertThat(environment.channel("orders-dead")).isEqualTo(own.deadLetters());
  }

  @Test
  void margin_isHalfOfWhatTopologiesLeave() {
    assertThat(FunctionHost.SETTLING_MARGIN.multipliedBy(2)).isEqualTo(Topology.SETTLING_MARGIN);
  }

  @Test
  void channelWithoutAnAddress_isRefused() {
    Map<String, Address> fewer = new TreeMap<>(ADDRESSES);
    fewer.remove("order-events");

    assertThatThrownBy(() -> FunctionVariables.of(Plans.of(TOPOLOGY, fewer), "payment"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("channel 'order-events' has no address");
  }

  @Test
  void deadLettersThatGoNowhereKnown_areRefused() {
    Address elsewhere = Address.parse("sqs:elsewhere");
    HandlerPlan plan =
        new HandlerPlan(
            HandlerSettings.of("payment", "orders"), elsewhere, elsewhere, null, null, false);

    assertThatThrownBy(
            () -> FunctionVariables.of(new ApplicationPlan(List.of(plan), ADDRESSES), "payment"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("no channel is where its dead letters go, 'sqs:elsewhere'");
  }
}
