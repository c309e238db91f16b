package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that users and providers choose. */
class OptionsTest {
  private static final PublisherOptions DEFAULTS = PublisherOptions.defaults();
  private static final Duration LESS = Duration.ofNanos(-1);

  private static ThrowingCallable limits(int size, int attributes, int overhead, Duration time) {
    return () -> new Limits(size, attributes, overhead, size, size, time, time, time);
  }

  static Stream<ThrowingCallable> outsideTheirRange() {
    Duration linger = DEFAULTS.linger();
    return Stream.of(
        () -> DEFAULTS.withBatch(0, 1, linger),
        () -> DEFAULTS.withBatch(1, 0, linger),
        () -> DEFAULTS.withBatch(1, 1, LESS),
        () -> DEFAULTS.withBatch(1, 1, Duration.ofDays(1).plusNanos(1)),
        () -> DEFAULTS.withBuffer(0, 1, Duration.ZERO),
        () -> DEFAULTS.withBuffer(1, 0, Duration.ZERO),
        () -> DEFAULTS.withBuffer(1, 1, LESS),
        () -> DEFAULTS.withParallelSends(0),
        limits(0, 10, 0, Duration.ZERO),
        limits(1, 1, 0, Duration.ZERO),
        limits(1, 10, -1, Duration.ZERO),
        limits(1, 10, 0, LESS),
        () -> new History(-1, 0, null, null),
        () -> new History(0, -1, null, null),
        () -> new History(0, 0, Instant.MAX, null),
        () -> new History(0, 0, null, "\uD83D"),
        () -> new BatchResult.Fate("1", null, null),
        () ->
            new BatchResult.Fate(
                "1", new PublishReceipt("1", "1"), MessagingException.invalid("both")));
  }

  @ParameterizedTest
  @MethodSource("outsideTheirRange")
  void number_outsideItsRange_isRefused(ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void publisherOptions_withX_changesACopy() {
    PublisherOptions changed =
        DEFAULTS
            .withBatch(7, 8, Duration.ofDays(1))
            .withBuffer(9, 10, Duration.ofSeconds(Long.MAX_VALUE))
            .withParallelSends(11);
    assertThat(changed)
        .isEqualTo(
            new PublisherOptions(
                7, 8, Duration.ofDays(1), 9, 10, Duration.ofSeconds(Long.MAX_VALUE), 11));
    assertThat(PublisherOptions.defaults().batchMessages()).isEqualTo(100);
  }

  @Test
  void history_countsEndAtTheHighest() {
    History history = new History(Integer.MAX_VALUE, Integer.MAX_VALUE, null, null);
    assertThat(history.round()).isEqualTo(999_999_999);
    assertThat(new History(history.round() + 1, history.attempts() + 1, null, null))
        .isEqualTo(history);
  }

  @Test
  void fate_orThrow_isTheReceiptOrThrowsTheFailure() {
    PublishReceipt receipt = new PublishReceipt("1", "broker-1");
    assertThat(BatchResult.Fate.stored(receipt).orThrow()).isEqualTo(receipt);
    MessagingException failure = MessagingException.invalid("no");
    assertThatThrownBy(() -> BatchResult.Fate.failed("1", failure).orThrow()).isSameAs(failure);
  }
}
