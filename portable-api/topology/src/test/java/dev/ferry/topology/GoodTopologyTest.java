package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoodTopologyTest {

  private static Topology good(String name) {
    return Topology.parse(Resources.path("good/" + name + ".yaml"));
  }

  @Test
  void parse_minimalFile_hasSafeDefaults() {
    Topology topology = good("minimal");
    Handler greet = topology.handler("greet");

    assertThat(greet)
        .isEqualTo(
            new Handler(
                "greet",
                new Source.FromQueue("greetings"),
                List.of(),
                new IdSource(null, null, IdSource.Unstable.ACCEPT),
                Duration.ofSeconds(30),
                Duration.ofSeconds(40),
                new Batch(10, Duration.ZERO),
                10,
                Guarantee.EXACTLY_ONCE_EFFECTS,
                Ordering.NONE,
                new Retry(
                    10,
                    Duration.ofSeconds(1),
                    2,
                    Duration.ofMinutes(5),
                    Jitter.FULL,
                    0,
                    Duration.ofMillis(100),
                    RedeliveryDelay.BROKER,
                    Duration.ofDays(4).multipliedBy(9).dividedBy(10)),
                "greetings-dead",
                new Redrive(3, Redrive.Mode.MANUAL, 10, "greetings-parked"),
                new Idempotency(
                    true,
                    Idempotency.Store.DEFAULT,
                    Duration.ofDays(4 + 3 * 14 + 1),
                    Duration.ofSeconds(30))));
    assertThat(topology.queueOf(greet))
        .isEqualTo(
            new Queue(
                "greetings",
                false,
                8,
                Duration.ZERO,
                Duration.ofDays(4),
                Duration.ofMinutes(4),
                256 * 1024,
                Duration.ZERO,
                null));
    assertThat(topology.queues().keySet())
        .containsExactly("greetings", "greetings-dead", "greetings-parked");
    assertThat(topology.deadLetterQueueOf(greet).retention()).isEqualTo(Duration.ofDays(14));
    assertThat(topology.parkQueueOf(greet)).map(Queue::retention).contains(Duration.ofDays(14));
    assertThat(topology.subscriptions()).isEmpty();
    assertThat(topology.environments()).isEmpty();
  }

  @Test
  void parse_ordersFile_givesEachHandlerAQueueOfItsOwn() {
    Topology orders = good("orders");

    assertThat(orders.handlers().keySet())
        .containsExactly(
            "place-order",
            "inventory",
            "payment",
            "notification",
            "audit-orders",
            "audit-payments");
    assertThat(orders.queueOf(orders.handler("place-order")).name()).isEqualTo("orders");
    assertThat(orders.handler("payment").publishes()).containsExactly("order-events");
    assertThat(orders.subscriptions())
        .extracting(Subscription::queue)
        .containsExactly("inventory", "payment", "notification", "audit-orders", "audit-payments");
    assertThat(orders.queues()).hasSize(18);
  }

  @Test
  void parse_filters_takeTheirMessagesOnly() {
    Filter filter =
        ((Source.FromTopic) good("orders").handler("notification").source())
            .subscription()
            .filter();

    assertThat(filter.matches(Map.of("type", "PaymentTaken", "more", "x"))).isTrue();
    assertThat(filter.matches(Map.of("type", "OrderPlaced"))).isFalse();
    assertThat(filter.matches(Map.of("Type", "PaymentTaken"))).isFalse();
    assertThat(Filter.all().matches(Map.of())).isTrue();
  }

  @Test
  void parse_fullFile_hasWhatItSays() {
    Topology shop = good("full");
    Handler placeOrder = shop.handler("place-order");

    assertThat(placeOrder.retry())
        .isEqualTo(
            new Retry(
                8,
                Duration.ofMillis(500),
                1.5,
                Duration.ofMinutes(2),
                Jitter.EQUAL,
                2,
                Duration.ofMillis(50),
                RedeliveryDelay.EXACT,
                Duration.ofDays(2)));
    assertThat(placeOrder.idempotency())
        .isEqualTo(
            new Idempotency(
                true, Idempotency.Store.JDBC, Duration.ofDays(60), Duration.ofMinutes(1)));
    assertThat(placeOrder.redrive())
        .isEqualTo(new Redrive(2, Redrive.Mode.AUTOMATIC, 5, "orders-parked"));
    assertThat(placeOrder.id().attribute()).contains("order-id");
    assertThat(placeOrder.batch()).isEqualTo(new Batch(5, Duration.ofSeconds(1)));
    assertThat(shop.queue("orders-dead").retention()).isEqualTo(Duration.ofDays(21));
    assertThat(shop.queue("orders").maxMessageBytes()).isEqualTo(128 * 1024);
    assertThat(shop.queue("reports").existing())
        .contains("arn:aws:sqs:eu-west-1:000000000000:reports");
    assertThat(shop.topic("prices").existing()).contains("prices");
    assertThat(shop.variables())
        .containsEntry("CURRENCY", new Variable.Plain("EUR"))
        .containsEntry("REGION", new Variable.Plain("eu-west-1"))
        .containsEntry("PAYMENT_API_KEY", new Variable.Secret("payment-api-key"));
    assertThat(shop.tags()).containsEntry("cost-centre", "4711");
    assertThat(shop.resourceName("orders")).isEqualTo("shop-orders");
    assertThat(shop.parkQueueOf(shop.handler("archive"))).isEmpty();
    assertThat(shop.handler("price-cache").source())
        .isInstanceOfSatisfying(
            Source.FromTopic.class,
            source -> {
              assertThat(source.direct()).isTrue();
              assertThat(source.onFailure()).isEqualTo("undelivered");
            });
  }

  @Test
  void parse_queueBehindOrderedTopic_isOrderedAndAsLarge() {
    String yaml =
        """
        version: 1
        name: shop
        topics:
          prices: {ordered: true, maxMessageSize: 64KiB}
        handlers:
          cache: {source: {topic: prices}}
        """;

    Queue own = Topology.parse("shop", yaml).queue("cache");

    assertThat(own.ordered()).isTrue();
    assertThat(own.maxMessageBytes()).isEqualTo(64 * 1024);
  }

  @Test
  void parse_atMostOnce_triesOnce() {
    String yaml =
        """
        version: 1
        name: shop
        queues: {mails: {}}
        handlers:
          mail: {source: mails, guarantee: at-most-once}
        """;

    assertThat(Topology.parse("shop", yaml).handler("mail").retry().attempts()).isEqualTo(1);
  }

  @Test
  void forEnvironment_laysItsValuesOverTheFile() {
    Topology shop = good("full");
    Topology prod = shop.forEnvironment("prod");

    assertThat(shop.environments()).containsExactly("prod", "test");
    assertThat(prod.resourceName("orders")).isEqualTo("prod-orders");
    assertThat(prod.tags()).containsEntry("stage", "prod").containsEntry("team", "commerce");
    assertThat(prod.variables())
        .containsEntry("CURRENCY", new Variable.Plain("USD"))
        .containsKey("PAYMENT_API_KEY");
    assertThat(prod.queue("orders").retention()).isEqualTo(Duration.ofDays(7));
    assertThat(prod.queue("orders").ordered()).isTrue();
    assertThat(prod.handler("place-order").retry().attempts()).isEqualTo(12);
    assertThat(prod.handler("place-order").retry().multiplier()).isEqualTo(1.5);
    assertThat(((Source.FromTopic) prod.handler("payment").source()).subscription().filter())
        .isEqualTo(
            new Filter(
                Map.of(
                    "type", List.of("OrderPlaced", "OrderChanged"),
                    "channel", List.of("web", "shop"))));
    assertThat(shop.handler("place-order").retry().attempts()).isEqualTo(8);
    assertThat(shop.forEnvironment("test").handlers()).isEqualTo(shop.handlers());
  }

  @Test
  void lookups_unknownName_suggestTheNearest() {
    Topology orders = good("orders");

    assertThatThrownBy(() -> orders.handler("paymnet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no handler 'paymnet'. Did you mean 'payment'?");
    assertThatThrownBy(() -> orders.queue("nowhere-at-all"))
        .hasMessageContaining("It has: orders, ");
    assertThatThrownBy(() -> orders.topic("order-event")).hasMessageContaining("order-events");
    assertThatThrownBy(() -> orders.forEnvironment("prod"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_stream_isReadAsUtf8WithOrWithoutMark() {
    String text = "\uFEFF" + Resources.text(Resources.path("good/minimal.yaml"));
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

    assertThat(Topology.parse("in memory", in).name()).isEqualTo("hello");
  }

  @Test
  void parse_streamThatIsNotUtf8_isRefused() {
    InputStream in = new ByteArrayInputStream(new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThatThrownBy(() -> Topology.parse("in memory", in))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining("in memory:1: is not UTF-8. Save the file as UTF-8.");
  }

  @Test
  void parse_streamOverTheLimit_isRefused() {
    InputStream in = new ByteArrayInputStream(new byte[1024 * 1024 + 1]);

    assertThatThrownBy(() -> Topology.parse("in memory", in))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining("is larger than 1 MiB");
  }

  @Test
  void parse_fileThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> Topology.parse(Path.of("nowhere", "topology.yaml")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("topology.yaml");
  }
}
