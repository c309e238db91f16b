package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A lease ends, and with it what its holder may say. */
@Feature("Leases")
interface LeaseTests extends BrokerTests {

  private static void assertTooLate(ThrowingCallable verb) {
    assertThatThrownBy(verb)
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
  }

  @Test
  default void leaseThatIsOver_letsTheMessageComeAgain() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Subscription subscription = scene().subscription(queue);
    Delivery abandoned = scene().receiveOne(subscription);

    scene().pass(scene().lease().minus(scene().ticks(1)));
    scene().assertEmpty(subscription);
    scene().pass(scene().ticks(2));

    assertThat(scene().receiveOne(subscription).message()).isEqualTo(abandoned.message());
  }

  /** Whoever has room may be sent more than it fetches. */
  @Test
  default void sentAhead_andNotFetched_isForOthersLongBeforeTheLeaseIsOver() {
    Address queue = scene().queue();
    for (int message = 0; message < 10; message++) {
      scene().publish(queue, "message " + message);
    }
    List<Delivery> fetched =
        scene().subscription(queue).receive(1, scene().harness().patience(), Room.of(10));
    assertThat(fetched).hasSize(1);

    scene().pass(scene().ticks(2));
    assertThat(scene().drain(scene().subscription(queue)))
        .hasSize(9)
        .doesNotContain(Scene.text(fetched.get(0)));
  }

  @Test
  default void verbsAfterTheLease_areRefused() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Subscription subscription = scene().subscription(queue);
    Delivery late = scene().receiveOne(subscription);
    scene().passLease();

    assertTooLate(late::ack);
    assertTooLate(() -> late.nack(Duration.ZERO));

    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
  }

  @Test
  default void ackOfWhatAnotherHas_isRefused_andTakesNothing() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Delivery late = scene().receiveOne(scene().subscription(queue));
    scene().passLease();
    Subscription successor = scene().subscription(queue);
    Delivery current = scene().receiveOne(successor);

    assertTooLate(late::ack);
    current.nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    assertThat(Scene.text(scene().receiveOne(successor))).isEqualTo("a");
  }

  @Test
  default void nackOfWhatAnotherHas_doesNotReleaseIt() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Delivery late = scene().receiveOne(scene().subscription(queue));
    scene().passLease();
    Delivery current = scene().receiveOne(scene().subscription(queue));

    assertTooLate(() -> late.nack(Duration.ZERO));
    scene().assertEmpty(scene().subscription(queue));
    current.ack();

    scene().passLease();
    scene().assertEmpty(scene().subscription(queue));
  }

  @Test
  @Feature("Extending a lease")
  default void extend_makesTheLeaseLastFromNow() {
    Address queue = scene().queue();
    Subscription subscription = scene().subscription(queue);
    scene().requires(subscription.capabilities().extend(), "extension of leases");
    scene().publish(queue, "a");
    Delivery delivery = scene().receiveOne(subscription);

    for (int time = 0; time < 3; time++) {
      scene().pass(scene().ticks(4));
      delivery.extend(scene().lease());
      scene().assertEmpty(subscription);
    }
    scene().pass(scene().ticks(4));
    delivery.ack();

    scene().passLease();
    scene().assertEmpty(subscription);
  }

  @Test
  @Feature("Extending a lease")
  default void extendedLease_isOverInItsTurn() {
    Address queue = scene().queue();
    Subscription subscription = scene().subscription(queue);
    scene().requires(subscription.capabilities().extend(), "extension of leases");
    scene().publish(queue, "a");
    Delivery delivery = scene().receiveOne(subscription);
    delivery.extend(scene().ticks(12));

    scene().pass(scene().ticks(11));
    scene().assertEmpty(subscription);
    scene().pass(scene().ticks(2));

    assertThat(Scene.text(scene().receiveOne(subscription))).isEqualTo("a");
    assertTooLate(() -> delivery.extend(scene().lease()));
  }
}
