package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Messages of one key keep their order, whatever happens to one of them. */
@Feature("Order of a key, under failure")
interface OrderingTests extends BrokerTests {

  /** Texts such as {@code a1}, whose first letter is the key. */
  private Address published(String... texts) {
    Address queue = scene().orderedQueue();
    for (String text : texts) {
      scene().publish(queue, keyed(text));
    }
    return queue;
  }

  private static Message keyed(String text) {
    return Message.builder(Body.of(text)).orderingKey(text.substring(0, 1)).build();
  }

  @Test
  default void messagesOfAKey_comeInOrder() {
    Address queue = scene().orderedQueue();
    List<Message> messages = new ArrayList<>();
    for (int number = 10; number < 40; number++) {
      messages.add(keyed("a" + number));
      messages.add(keyed("b" + number));
    }
    assertThat(scene().publisher(queue).publishAll(messages).allSent()).isTrue();

    List<String> received = scene().drain(scene().subscription(queue));

    assertThat(received).hasSize(60);
    assertThat(received.stream().filter(text -> text.startsWith("a"))).isSorted();
    assertThat(received.stream().filter(text -> text.startsWith("b"))).isSorted();
  }

  @Test
  default void orderingKey_isReceived() {
    Address queue = published("a1");

    assertThat(scene().receiveOne(scene().subscription(queue)).message().orderingKey())
        .isEqualTo("a");
  }

  @Test
  default void messageThatIsLeased_holdsUpItsKey_andNoOther() {
    Address queue = published("a1", "a2", "b1");
    Subscription subscription = scene().subscription(queue);
    Delivery first = firstOf("a", subscription);

    assertThat(scene().drain(subscription)).doesNotContain("a1", "a2");
    first.ack();

    assertThat(scene().drain(subscription)).containsExactly("a2");
  }

  /** Receives one by one until a message of the key comes; acks the others. */
  private Delivery firstOf(String key, Subscription subscription) {
    Delivery delivery = scene().receiveOne(subscription);
    while (!key.equals(delivery.message().orderingKey())) {
      delivery.ack();
      delivery = scene().receiveOne(subscription);
    }
    return delivery;
  }

  @Test
  default void messageThatWaitsToBeRedelivered_holdsUpItsKey_andNoOther() {
    Address queue = published("a1", "a2", "b1", "a3");
    Subscription subscription = scene().subscription(queue);
    firstOf("a", subscription).nack(scene().ticks(3));

    assertThat(scene().drain(subscription)).doesNotContain("a1", "a2", "a3");
    scene().pass(scene().ticks(4));

    assertThat(scene().drain(subscription)).containsExactly("a1", "a2", "a3");
  }

  @Test
  default void nackedMessage_isNotOvertaken() {
    Address queue = published("a1", "a2", "a3");
    Subscription subscription = scene().subscription(queue);
    scene().receiveOne(subscription).nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    assertThat(scene().drain(subscription)).containsExactly("a1", "a2", "a3");
  }

  @Test
  default void leaseThatIsOver_keepsTheOrder() {
    Address queue = published("a1", "a2", "a3");
    Subscription subscription = scene().subscription(queue);
    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a1");
    scene().passLease();

    assertThat(scene().drain(subscription)).containsExactly("a1", "a2", "a3");
  }

  @Test
  default void batchThatGoesBackLastFirst_comesInOrder() {
    Address queue = published("a1", "a2", "a3");
    Subscription subscription = scene().subscription(queue);
    List<Delivery> batch = subscription.receive(3, scene().harness().patience());

    for (int last = batch.size() - 1; last >= 0; last--) {
      batch.get(last).nack(Duration.ZERO);
    }
    scene().pass(scene().ticks(1));

    assertThat(scene().drain(subscription)).containsExactly("a1", "a2", "a3");
  }

  @Test
  default void randomFailures_keepTheOrderOfEveryKey() {
    List<Failing> queues = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      queues.add(new Failing(scene(), failing(), new Random(seed)));
    }

    for (int rounds = 0; queues.stream().anyMatch(Failing::unfinished) && rounds < 200; rounds++) {
      while (queues.stream().filter(Failing::unfinished).mapToInt(Failing::receive).sum() > 0) {
        // what can be had now
      }
      scene().pass(scene().ticks(1));
    }

    for (Failing queue : queues) {
      assertThat(queue.acked).containsOnlyKeys("a", "b", "c");
      queue.acked.forEach(
          (key, texts) ->
              assertThat(texts)
                  .containsExactly(key + 0, key + 1, key + 2, key + 3, key + 4, key + 5));
    }
  }

  /** A queue of six messages of each of three keys. */
  private Subscription failing() {
    Address queue = scene().orderedQueue();
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < Failing.EACH; number++) {
      for (String key : List.of("a", "b", "c")) {
        messages.add(keyed(key + number));
      }
    }
    assertThat(scene().publisher(queue).publishAll(messages).allSent()).isTrue();
    return scene().subscription(queue);
  }

  /** A queue where every other message fails at first, and what was acked, by key and in order. */
  final class Failing {
    static final int EACH = 6;

    private final Map<String, List<String>> acked = new TreeMap<>();
    private final Scene scene;
    private final Subscription subscription;
    private final Random random;

    Failing(Scene scene, Subscription subscription, Random random) {
      this.scene = scene;
      this.subscription = subscription;
      this.random = random;
    }

    boolean unfinished() {
      return acked.values().stream().mapToInt(List::size).sum() < 3 * EACH;
    }

    /** How many came. */
    int receive() {
      List<Delivery> batch = subscription.receive(1, scene.harness().silence());
      for (Delivery delivery : batch) {
        if (random.nextBoolean()) {
          delivery.nack(scene.ticks(random.nextInt(3)));
        } else {
          delivery.ack();
          String text = Scene.text(delivery);
          acked.computeIfAbsent(text.substring(0, 1), key -> new ArrayList<>()).add(text);
        }
      }
      return batch.size();
    }
  }
}
