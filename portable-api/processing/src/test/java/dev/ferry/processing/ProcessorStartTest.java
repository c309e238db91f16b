package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a processor refuses to start with: a contract that it could not keep. */
class ProcessorStartTest {
  private final World world = new World();

  @Test
  void everythingThatTheContractNeeds_starts() {
    assertStarts();
  }

  @Test
  void noTerminalPolicy_isRefused() {
    serving(services -> services.deadLetters(null));

    assertRefused("deadLetter");
  }

  @Test
  void brokersOwnDeadLetters_areATerminalPolicy() {
    serving(services -> services.deadLetters(null));
    world.source = TinyBroker.nativeDeadLetter();

    assertStarts();
  }

  @Test
  void recordsWithoutAStore_areRefused() {
    serving(services -> services.store(null));

    for (Guarantee guarantee :
        new Guarantee[] {Guarantee.AT_MOST_ONCE, Guarantee.EXACTLY_ONCE_EFFECTS}) {
      world.settings.guarantee(guarantee);
      assertRefused("idempotency: " + guarantee);
    }
  }

  @Test
  void atLeastOnce_needsNoStore() {
    serving(services -> services.store(null));
    world.settings.guarantee(Guarantee.AT_LEAST_ONCE);

    assertStarts();
  }

  @Test
  void attemptsThatNobodyCounts_areRefused() {
    world.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    world.source = counting(Capabilities.DeliveryCount.NONE);

    assertRefused("retry.attempts");
  }

  @Test
  void sourceThatCountsNothing_isFineWithRecords() {
    world.source = counting(Capabilities.DeliveryCount.NONE);

    assertStarts();
  }

  @Test
  void delayThatTheSourceCannotWait_isRefused() {
    Duration longest = world.source.limits().redeliveryDelay();
    world.settings.retry(RetryPolicy.defaults().withBackoff(Backoff.fixed(longest)));
    assertStarts();

    world.settings.retry(
        RetryPolicy.defaults().withBackoff(Backoff.fixed(longest.plus(Duration.ofNanos(1)))));
    assertRefused("retry.maxDelay");
  }

  @Test
  void delayOfASourceWithABackoffOfItsOwn_isNotOurs() {
    Capabilities exact = world.source;
    world.source =
        new Capabilities(
            exact.ordering(),
            Capabilities.RedeliveryDelay.BROKER_POLICY,
            exact.deliveryCount(),
            false,
            false,
            exact.peek(),
            false,
            false,
            true,
            Duration.ZERO,
            exact.limits());
    world.settings.retry(RetryPolicy.defaults().withBackoff(Backoff.fixed(Duration.ofDays(1))));

    assertStarts();
  }

  @Test
  void channelThatNothingPublishesTo_isRefused() {
    world.settings.publishes(Set.of("receipts", "mails"));

    assertRefused("publishes: nothing publishes to channel 'mails'");
  }

  @Test
  void handler_isMadeOnce_whenItStarts() {
    int[] made = new int[1];
    HandlerBinding<String> binding =
        new HandlerBinding<>(
            World.HANDLER,
            dev.ferry.messaging.Codec.utf8(),
            () -> {
              made[0]++;
              return (order, context) -> {};
            });
    assertThat(made[0]).isZero();

    Processor.of(binding, world.settings.build(), world.source, world.services());
    assertThat(made[0]).isEqualTo(1);
  }

  private void serving(UnaryOperator<Services.Builder> change) {
    world.serving = change;
  }

  private static Capabilities counting(Capabilities.DeliveryCount count) {
    return TinyBroker.with(
        Capabilities.Ordering.NONE,
        count,
        false,
        true,
        TinyBroker.limits(TinyBroker.MAX_BYTES, TinyBroker.MAX_BYTES));
  }

  private void assertStarts() {
    assertThatCode(() -> world.processor((order, context) -> {})).doesNotThrowAnyException();
  }

  private void assertRefused(String field) {
    assertThatThrownBy(() -> world.processor((order, context) -> {}))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("handler 'payment'")
        .hasMessageContaining(field);
  }
}
