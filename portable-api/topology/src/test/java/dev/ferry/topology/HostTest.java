package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTest {

  private static Topology parse(String queue, String handler) {
    return Topology.parse(
        "shop.yaml",
        """
        version: 1
        name: shop
        queues: {orders: {%s}}
        handlers: {payment: {source: orders%s}}
        """
            .formatted(queue, handler));
  }

  @ParameterizedTest
  @EnumSource
  void on_defaults_runEverywhere(Host host) {
    Topology orders = Topology.parse(Resources.path("good/orders.yaml"));

    assertThat(orders.problemsOn(host)).isEmpty();
    assertThat(orders.on(host).handlers().keySet()).isEqualTo(orders.handlers().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void on_orderedDefaults_runEverywhere(Host host) {
    assertThat(parse("ordered: true", "").problemsOn(host)).isEmpty();
  }

  /** What {@code on} fits, a file may say: fitting twice changes nothing and is no problem. */
  @ParameterizedTest
  @EnumSource
  void on_fittedTopology_staysAsItIs(Host host) {
    Topology fitted = Topology.parse(Resources.path("good/orders.yaml")).on(host);

    assertThat(fitted.on(host).handlers()).isEqualTo(fitted.handlers());
    assertThat(fitted.on(host).queues()).isEqualTo(fitted.queues());
  }

  @Test
  void on_defaultBatch_isNoLargerThanTheHostTakes() {
    Topology topology = parse("", "");

    assertThat(batch(topology.on(Host.AWS))).isEqualTo(10);
    assertThat(batch(topology.on(Host.GOOGLE))).isEqualTo(1);
    assertThat(batch(topology.on(Host.AZURE))).isEqualTo(10);
    assertThat(batch(parse("ordered: true", "").on(Host.AZURE))).isEqualTo(1);
  }

  private static int batch(Topology topology) {
    return topology.handler("payment").batch().size();
  }

  @Test
  void on_defaultAckDeadline_isNoLongerThanTheBrokerHas() {
    Topology topology = parse("", ", budget: 170s");

    assertThat(ackDeadline(topology)).isEqualTo(Duration.ofMinutes(18));
    assertThat(ackDeadline(topology.on(Host.AWS))).isEqualTo(Duration.ofMinutes(18));
    assertThat(ackDeadline(topology.on(Host.GOOGLE))).isEqualTo(Duration.ofMinutes(10));
    assertThat(ackDeadline(topology.on(Host.AZURE))).isEqualTo(Duration.ofMinutes(5));
  }

  private static Duration ackDeadline(Topology topology) {
    return topology.queue("orders").ackDeadline();
  }

  @Test
  void maxDeliveries_isHalfTheRetentionInLeasesUpToTheBrokersLimit() {
    Queue orders = parse("retention: 1d, ackDeadline: 10m", "").queue("orders");
    Queue longer = parse("retention: 13d, ackDeadline: 1m", "").queue("orders");

    assertThat(orders.maxDeliveries()).isEqualTo(72);
    assertThat(longer.maxDeliveries()).isEqualTo(1000);
    assertThat(Host.GOOGLE.abilities().broker().maxDeliveries(longer)).isEqualTo(100);
    assertThat(Host.AWS.abilities().broker().maxDeliveries(orders)).isEqualTo(72);
  }

  /** A visibility timeout is bounded from the receive on, so the run uses up a part of it. */
  @Test
  void on_backoffThatIsALease_leavesRoomForTheRun() {
    String handler = ", budget: 50s, retry: {attempts: 2, maxDelay: %s}";

    assertThat(parse("", handler.formatted("11h")).problemsOn(Host.AWS)).isEmpty();
    assertThat(parse("", handler.formatted("719m")).problemsOn(Host.AWS)).isEmpty();
    assertThat(parse("", handler.formatted("719m").replace("50s", "51s")).problemsOn(Host.AWS))
        .extracting(Problem::path)
        .containsExactly("handlers.payment.retry.maxDelay");
  }

  @Test
  void on_refusedHost_namesHostFieldAndLine() {
    Topology topology = parse("", ", retry: {delay: exact}");

    assertThat(topology.problemsOn(Host.AWS)).isEmpty();
    assertThatThrownBy(() -> topology.on(Host.GOOGLE))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining(
            "shop.yaml:4: handlers.payment.retry.delay: Google Cloud Functions has one backoff");
  }

  @Test
  void on_environment_isCheckedWithItsOwnValues() {
    Topology topology =
        Topology.parse(
            "shop.yaml",
            """
            version: 1
            name: shop
            queues: {orders: {}}
            handlers: {payment: {source: orders}}
            environments:
              prod:
                handlers:
                  payment: {retry: {maxDelay: 15m}}
            """);

    assertThat(topology.problemsOn(Host.GOOGLE)).isEmpty();
    assertThat(topology.forEnvironment("prod").problemsOn(Host.GOOGLE))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(8);
              assertThat(problem.path())
                  .isEqualTo("environments.prod.handlers.payment.retry.maxDelay");
            });
  }

  @ParameterizedTest
  @EnumSource
  void of_option_isTheHost(Host host) {
    assertThat(Host.of(host.option())).isEqualTo(host);
  }

  @Test
  void of_unknownOption_namesAllHosts() {
    assertThatThrownBy(() -> Host.of("kubernetes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hosts are aws, google, azure, worker-aws,");
  }
}
