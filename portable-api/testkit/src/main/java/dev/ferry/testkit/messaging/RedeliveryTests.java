package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities.RedeliveryDelay;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A nack's delay is kept, by brokers that say so. */
@Feature("Redelivery after an exact delay")
interface RedeliveryTests extends BrokerTests {

  private Subscription exact(Address queue) {
    Subscription subscription = scene().subscription(queue);
    scene()
        .requires(
            subscription.capabilities().redeliveryDelay() == RedeliveryDelay.EXACT,
            "exact delay of redelivery");
    return subscription;
  }

  @Test
  default void nackWithDelay_redeliversNotBefore_andThen() {
    Address queue = scene().queue();
    Subscription subscription = exact(queue);
    scene().publish(queue, "a");

    scene().receiveOne(subscription).nack(scene().ticks(3));

    scene().assertEmpty(subscription);
    scene().pass(scene().ticks(2));
    scene().assertEmpty(subscription);
    scene().pass(scene().ticks(2));
    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
  }

  @Test
  default void nackWithDelayLongerThanTheLease_isKept() {
    Address queue = scene().queue();
    Subscription subscription = exact(queue);
    scene().publish(queue, "a");

    scene().receiveOne(subscription).nack(scene().ticks(10));

    scene().pass(scene().ticks(9));
    scene().assertEmpty(subscription);
    scene().pass(scene().ticks(2));
    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
  }

  @Test
  default void delay_isOfOneRedeliveryOnly() {
    Address queue = scene().queue();
    Subscription subscription = exact(queue);
    scene().publish(queue, "a");
    scene().receiveOne(subscription).nack(scene().ticks(2));
    scene().pass(scene().ticks(3));
    Delivery second = scene().receiveOne(subscription);

    scene().pass(scene().ticks(4));
    scene().assertEmpty(subscription);
    second.nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
  }

  @Test
  default void delayBeyondTheLimit_isCutToIt() {
    Address queue = scene().queue();
    Subscription subscription = exact(queue);
    scene().publish(queue, "a");

    scene().receiveOne(subscription).nack(Duration.ofDays(1000));

    scene().passLease();
    scene().assertEmpty(subscription);
  }

  @Test
  default void delayOfOne_holdsUpNoOther() {
    Address queue = scene().queue();
    Subscription subscription = exact(queue);
    scene().publish(queue, "a");
    scene().receiveOne(subscription).nack(scene().ticks(3));

    scene().publish(queue, "b");

    assertThat(scene().drain(subscription)).containsExactly("b");
    scene().pass(scene().ticks(4));
    assertThat(scene().drain(subscription)).containsExactly("a");
  }
}
