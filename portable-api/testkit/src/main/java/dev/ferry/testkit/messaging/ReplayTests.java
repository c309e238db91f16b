package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.testkit.Feature;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was acked comes again from a point in time on. */
@Feature("Replay")
interface ReplayTests extends BrokerTests {

  private Subscription replayable(Address queue) {
    Subscription subscription = scene().subscription(queue);
    scene().requires(subscription.capabilities().replay(), "replay");
    return subscription;
  }

  @Test
  default void seekToATime_deliversAgainWhatWasStoredFromThenOn() {
    Address queue = scene().queue();
    Subscription subscription = replayable(queue);
    scene().publish(queue, "early");
    scene().pass(scene().ticks(2));
    Instant point = scene().harness().timeline().now();
    scene().pass(scene().ticks(2));
    scene().publish(queue, "late");
    scene().publish(queue, "later");
    assertThat(scene().drain(subscription)).hasSize(3);

    subscription.seek(new ReplayPoint.Time(point));

    assertThat(scene().drain(subscription)).containsExactlyInAnyOrder("late", "later");
  }

  @Test
  default void seekToAnOffset_deliversAgainFromThere() {
    Address queue = scene().queue();
    Subscription subscription = replayable(queue);
    for (String text : new String[] {"0", "1", "2", "3"}) {
      scene().publish(queue, text);
    }
    assertThat(scene().drain(subscription)).hasSize(4);

    subscription.seek(new ReplayPoint.Offset(2));

    assertThat(scene().drain(subscription)).containsExactlyInAnyOrder("2", "3");
  }

  @Test
  default void replayedMessage_isLeasedAndAckedAsAnyOther() {
    Address queue = scene().queue();
    Subscription subscription = replayable(queue);
    scene().publish(queue, "a");
    scene().receiveOne(subscription).ack();
    subscription.seek(new ReplayPoint.Offset(0));

    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
    scene().assertEmpty(subscription);
    scene().passLease();
    scene().receiveOne(subscription).ack();
    scene().passLease();
    scene().assertEmpty(subscription);
  }
}
