package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages can be looked at without anybody noticing. */
@Feature("Native peek")
interface PeekTests extends BrokerTests {

  private Subscription peekable(Address queue) {
    Subscription subscription = scene().subscription(queue);
    scene().requires(subscription.capabilities().peek() == Peek.NATIVE, "native peek");
    return subscription;
  }

  @Test
  default void peek_neitherLeasesNorCounts() {
    Address queue = scene().queue();
    Subscription subscription = peekable(queue);
    Message sent = scene().publish(queue, "a");

    for (int look = 0; look < 3; look++) {
      List<Delivery> seen = subscription.peek(null, 10).deliveries();
      assertThat(seen).hasSize(1);
      assertThat(seen.get(0).message().id()).isEqualTo(sent.id());
      assertThat(seen.get(0).message().body()).isEqualTo(sent.body());
    }

    assertThat(scene().receiveOne(subscription).deliveryCount()).isLessThanOrEqualTo(1);
  }

  @Test
  default void pages_showEveryMessageOnce_fromTheOldestOn() {
    Address queue = scene().queue();
    Subscription subscription = peekable(queue);
    for (int number = 10; number < 35; number++) {
      scene().publish(queue, "m" + number);
    }

    List<String> seen = new ArrayList<>();
    Subscription.Page page = subscription.peek(null, 4);
    while (true) {
      assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(4);
      seen.addAll(Scene.texts(page.deliveries()));
      if (page.next() == null) {
        break;
      }
      page = subscription.peek(page.next(), 4);
    }

    assertThat(seen).hasSize(25).isSorted();
  }

  @Test
  default void emptyQueue_hasOneEmptyPage() {
    Subscription.Page page = peekable(scene().queue()).peek(null, 10);

    assertThat(page.deliveries()).isEmpty();
    assertThat(page.next()).isNull();
  }

  @Test
  default void ackedMessage_isSeenNoMore() {
    Address queue = scene().queue();
    Subscription subscription = peekable(queue);
    scene().publish(queue, "a");
    scene().receiveOne(subscription).ack();

    assertThat(subscription.peek(null, 10).deliveries()).isEmpty();
  }
}
