package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities.DeliveryCount;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The broker counts deliveries, however the one before ended. */
@Feature("Delivery count")
interface DeliveryCountTests extends BrokerTests {

  private Subscription counting(Address queue) {
    Subscription subscription = scene().subscription(queue);
    scene()
        .requires(
            subscription.capabilities().deliveryCount() != DeliveryCount.NONE, "delivery count");
    return subscription;
  }

  /** Exactly this many, or at least, as the broker says. */
  private static void assertCount(Subscription subscription, Delivery delivery, int deliveries) {
    if (subscription.capabilities().deliveryCount() == DeliveryCount.EXACT) {
      assertThat(delivery.deliveryCount()).isEqualTo(deliveries);
    } else {
      assertThat(delivery.deliveryCount()).isGreaterThanOrEqualTo(deliveries);
    }
  }

  @Test
  default void deliveryCount_risesWithEveryNack() {
    Address queue = scene().queue();
    Subscription subscription = counting(queue);
    scene().publish(queue, "a");

    for (int deliveries = 1; deliveries <= 4; deliveries++) {
      Delivery delivery = scene().receiveOne(subscription);
      assertCount(subscription, delivery, deliveries);
      delivery.nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }
  }

  @Test
  default void deliveryCount_risesWithEveryLeaseThatEnds() {
    Address queue = scene().queue();
    Subscription subscription = counting(queue);
    scene().publish(queue, "a");

    for (int deliveries = 1; deliveries <= 3; deliveries++) {
      assertCount(subscription, scene().receiveOne(subscription), deliveries);
      scene().passLease();
    }
  }

  @Test
  default void deliveryCount_isOfOneMessage() {
    Address queue = scene().queue();
    Subscription subscription = counting(queue);
    scene().publish(queue, "a");
    scene().receiveOne(subscription).nack(Duration.ZERO);
    scene().pass(scene().ticks(1));
    scene().receiveOne(subscription).ack();
    scene().publish(queue, "b");

    assertThat(scene().receiveOne(subscription).deliveryCount()).isEqualTo(1);
  }
}
