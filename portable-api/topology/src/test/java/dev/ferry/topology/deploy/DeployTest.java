package dev.ferry.topology.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeployTest {
  private static final String SHOP =
      """
      version: 1
      name: shop
      namePrefix: test-
      queues:
        orders: {retention: 2d}
      topics:
        events: {}
      handlers:
        place:
          source: orders
          publishes: [events]
          retry: {attempts: 7, initialDelay: 2s, multiplier: 3, maxDelay: 1m, jitter: none}
        mail:
          source: {topic: events, filter: {type: [Placed]}}
      """;

  private final Recorder admin = new Recorder();

  private static Topology shop(String text) {
    return Topology.parse("shop.yaml", text);
  }

  @Test
  void create_makesEveryChannel_withItsDeadLetterQueueFirst() {
    Map<String, Address> addresses = Channels.create(shop(SHOP), admin);

    assertThat(addresses).containsKeys("orders", "orders-dead", "orders-parked", "events", "mail");
    QueueSpec orders = admin.queue("test-orders");
    assertThat(orders.deadLetterQueue()).isEqualTo("test-orders-dead");
    assertThat(orders.maxDeliveries()).isGreaterThanOrEqualTo(17);
    assertThat(orders.retention()).hasDays(2);
    List<String> names = admin.queues.stream().map(QueueSpec::name).toList();
    assertThat(names.indexOf("test-orders-dead")).isLessThan(names.indexOf("test-orders"));
    assertThat(admin.topics).extracting(TopicSpec::name).containsExactly("test-events");
    assertThat(admin.subscriptions)
        .containsExactly(
            new SubscriptionSpec("test-events", "test-mail", Map.of("type", Set.of("Placed"))));
  }

  @Test
  void plan_hasTheTopologysNumbersAndAddresses() {
    Topology topology = shop(SHOP);
    Map<String, Address> addresses = Channels.create(topology, admin);
    ApplicationPlan plan = Plans.of(topology, addresses);

    HandlerPlan place = plan.handler("place");
    assertThat(place.source()).isEqualTo(addresses.get("orders"));
    assertThat(place.deadLetters()).isEqualTo(addresses.get("orders-dead"));
    assertThat(place.parked()).isEqualTo(addresses.get("orders-parked"));
    assertThat(place.settings().retry().attempts()).isEqualTo(7);
    assertThat(place.settings().retry().backoff().ceiling(2)).hasSeconds(6);
    assertThat(place.settings().publishes()).containsExactly("events");
    assertThat(place.settings().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE_EFFECTS);
  }

  @Test
  void plan_withoutNumbers_isWhatTheCodesDefaultsSay() {
    Topology topology = shop(SHOP);

    assertThat(Plans.settings(topology.handler("mail")).retry()).isEqualTo(RetryPolicy.defaults());
  }

  @Test
  void plan_idInAFieldOfTheBody_isRefusedWithTheNextStep() {
    Topology topology = shop(SHOP + "    id: {field: orderId}\n");

    assertThatThrownBy(() -> Plans.of(topology, Channels.create(topology, admin)))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("'mail'")
        .hasMessageContaining("readingIdsBy");
  }

  @Test
  void plan_channelWithoutAddress_isNamed() {
    assertThatThrownBy(() -> Plans.of(shop(SHOP), Map.of()))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("channel 'orders' has no address");
  }

  /** Remembers what is made. */
  private static final class Recorder implements ChannelAdmin {
    private final List<QueueSpec> queues = new ArrayList<>();
    private final List<TopicSpec> topics = new ArrayList<>();
    private final List<SubscriptionSpec> subscriptions = new ArrayList<>();
    private final Map<String, Address> made = new LinkedHashMap<>();

    private QueueSpec queue(String name) {
      return queues.stream().filter(queue -> queue.name().equals(name)).findFirst().orElseThrow();
    }

    private Address address(String name) {
      return made.computeIfAbsent(name, one -> Address.parse("recorder:" + one));
    }

    @Override
    public Address createQueue(QueueSpec queue) {
      queues.add(queue);
      return address(queue.name());
    }

    @Override
    public Address createTopic(TopicSpec topic) {
      topics.add(topic);
      return address(topic.name());
    }

    @Override
    public void subscribe(SubscriptionSpec subscription) {
      subscriptions.add(subscription);
    }

    @Override
    public void delete(Address address) {
      made.values().remove(address);
    }

    @Override
    public Optional<Depth> depth(Address address) {
      return Optional.empty();
    }
  }
}
