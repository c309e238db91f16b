package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A broker's window swallows what is sent twice, and nothing else. */
@Feature("Deduplication window")
interface DeduplicationTests extends BrokerTests {

  /** A queue that remembers for ten ticks, or as long as the broker will have it. */
  private Address remembering() {
    Address queue =
        scene()
            .queue(QueueSpec.ordered(scene().newName()).withDeduplicationWindow(scene().ticks(10)));
    scene().requires(!window(queue).isZero(), "deduplication window");
    return queue;
  }

  private Duration window(Address queue) {
    return scene().subscription(queue).capabilities().deduplicationWindow();
  }

  private static Message keyed(String text) {
    return Message.builder(Body.of(text)).orderingKey("key").build();
  }

  @Test
  default void messagePublishedTwice_isStoredOnce() {
    Address queue = remembering();
    Publisher publisher = scene().publisher(queue);
    Message message = keyed("a");

    publisher.publish(message);
    publisher.publish(message);

    assertThat(scene().drain(scene().subscription(queue))).containsExactly("a");
    scene().passLease();
    scene().assertEmpty(scene().subscription(queue));
  }

  @Test
  default void messagePublishedAgainAfterItsAck_isSwallowed() {
    Address queue = remembering();
    Subscription subscription = scene().subscription(queue);
    Message message = scene().publish(queue, keyed("a"));
    scene().receiveOne(subscription).ack();

    scene().publish(queue, message);

    scene().assertEmpty(subscription);
  }

  @Test
  default void windowThatIsOver_swallowsNothing() {
    Address queue = remembering();
    Duration window = window(queue);
    scene()
        .requires(
            window.compareTo(scene().ticks(10)) <= 0, "window short enough to wait for: " + window);
    Subscription subscription = scene().subscription(queue);
    Message message = scene().publish(queue, keyed("a"));
    scene().receiveOne(subscription).ack();

    scene().pass(window.plus(scene().ticks(1)));
    scene().publish(queue, message);

    assertThat(scene().drain(subscription)).containsExactly("a");
  }

  @Test
  default void equalBodies_areNoDuplicates() {
    Address queue = remembering();
    scene().publish(queue, keyed("same"));
    scene().publish(queue, keyed("same"));

    assertThat(scene().drain(scene().subscription(queue))).containsExactly("same", "same");
  }

  @Test
  default void everyHopOfAMessage_isStored_andItsRepetitionIsNot() {
    Address queue = remembering();
    Publisher publisher = scene().publisher(queue);
    Subscription subscription = scene().subscription(queue);
    for (Hop hop : Hop.values()) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        Message copy =
            keyed("a")
                .withId("order-1")
                .withDeduplicationId(hop.deduplicationId("order-1", 0, attempt));
        publisher.forward(copy);
        publisher.forward(copy);
      }
    }

    assertThat(scene().drain(subscription)).hasSize(2 * Hop.values().length);
  }
}
