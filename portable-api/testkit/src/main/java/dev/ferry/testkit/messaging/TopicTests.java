package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every subscription of a topic has its own copy of what passes its filter. */
@Feature("Topics")
interface TopicTests extends BrokerTests {

  private static Message message(String text, String... attributes) {
    Map<String, String> pairs = new TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      pairs.put(attributes[i], attributes[i + 1]);
    }
    return Message.builder(Body.of(text)).attributes(pairs).build();
  }

  @Test
  default void everySubscription_getsEveryMessage() {
    TopicSpec spec = TopicSpec.standard(scene().newName());
    Address topic = scene().topic(spec);
    Address one = scene().subscribed(spec, Map.of());
    Address two = scene().subscribed(spec, Map.of());
    Message sent = message("a", "kind", "order");

    scene().publish(topic, sent);

    for (Address queue : List.of(one, two)) {
      Message received = scene().receiveOne(scene().subscription(queue)).message();
      assertThat(received.id()).isEqualTo(sent.id());
      assertThat(received.body()).isEqualTo(sent.body());
      assertThat(received.attributes()).isEqualTo(sent.attributes());
    }
  }

  @Test
  default void settlingInOneSubscription_isNothingToAnother() {
    TopicSpec spec = TopicSpec.standard(scene().newName());
    Address topic = scene().topic(spec);
    Subscription one = scene().subscription(scene().subscribed(spec, Map.of()));
    Subscription two = scene().subscription(scene().subscribed(spec, Map.of()));
    scene().publish(topic, "a");

    scene().receiveOne(one).ack();
    scene().receiveOne(two).nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    scene().assertEmpty(one);
    assertThat(scene().drain(two)).containsExactly("a");
  }

  @Test
  @Feature("Filters")
  default void filter_letsPassWhatHasOneOfItsValues() {
    Subscription orders = filtered(Map.of("kind", Set.of("placed", "paid")));

    assertThat(scene().drain(orders)).containsExactlyInAnyOrder("1", "2", "4");
  }

  @Test
  @Feature("Filters")
  default void filterOnTwoAttributes_asksForBoth() {
    Subscription orders =
        filtered(Map.of("kind", Set.of("placed", "paid"), "country", Set.of("de")));

    assertThat(scene().drain(orders)).containsExactlyInAnyOrder("2", "4");
  }

  @Test
  @Feature("Filters")
  default void filterThatNothingPasses_leavesTheSubscriptionEmpty() {
    Subscription none = filtered(Map.of("kind", Set.of("Placed")));

    scene().assertEmpty(none);
  }

  /** A subscription to what a topic got: five messages of different kinds. */
  private Subscription filtered(Map<String, Set<String>> filter) {
    scene().requires(scene().capabilities().filters(), "filters");
    TopicSpec spec = TopicSpec.standard(scene().newName());
    Address topic = scene().topic(spec);
    Address queue = scene().subscribed(spec, filter);
    Subscription all = scene().subscription(scene().subscribed(spec, Map.of()));
    scene().publish(topic, message("1", "kind", "placed"));
    scene().publish(topic, message("2", "kind", "paid", "country", "de"));
    scene().publish(topic, message("3", "kind", "cancelled", "country", "de"));
    scene().publish(topic, message("4", "kind", "placed", "country", "de", "more", "x"));
    scene().publish(topic, message("5"));
    assertThat(scene().drain(all)).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    return scene().subscription(queue);
  }

  @Test
  @Feature("Order of a key, under failure")
  default void topic_keepsTheOrderOfAKey() {
    TopicSpec spec = TopicSpec.ordered(scene().newName());
    Address topic = scene().topic(spec);
    Address queue = scene().subscribed(spec, Map.of());
    for (int number = 10; number < 25; number++) {
      scene().publish(topic, Message.builder(Body.of("k" + number)).orderingKey("k").build());
    }

    assertThat(scene().drain(scene().subscription(queue))).hasSize(15).isSorted();
  }
}
