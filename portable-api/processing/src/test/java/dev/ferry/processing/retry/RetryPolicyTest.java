package dev.ferry.processing.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Outcome;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final RetryPolicy policy =
      RetryPolicy.defaults().withAttempts(3).withBackoff(Backoff.fixed(Duration.ofSeconds(7)));

  @Test
  void failureForNow_isRetried_whileAttemptsAreLeft() {
    Outcome retry = new Outcome.Retry(Duration.ofSeconds(7));

    assertThat(policy.decide(Verdict.retry(), 1, random)).isEqualTo(retry);
    assertThat(policy.decide(Verdict.retry(), 2, random)).isEqualTo(retry);
    assertThat(policy.decide(Verdict.retry(), 3, random))
        .isEqualTo(new Outcome.DeadLetter(Reason.ATTEMPTS_EXHAUSTED));
    assertThat(policy.decide(Verdict.retry(), 4, random))
        .isEqualTo(new Outcome.DeadLetter(Reason.ATTEMPTS_EXHAUSTED));
  }

  @Test
  void failureForGood_isDeadLetteredAtOnce() {
    assertThat(policy.decide(Verdict.deadLetter(), 1, random))
        .isEqualTo(new Outcome.DeadLetter(Reason.REJECTED));
  }

  @Test
  void discard_isForTheReasonOfThePolicy_evenAtTheLastAttempt() {
    assertThat(policy.decide(Verdict.discard("stale"), 3, random))
        .isEqualTo(new Outcome.Discard("stale"));
  }

  @Test
  void delay_growsWithTheAttempt() {
    RetryPolicy growing =
        policy.withBackoff(
            Backoff.exponential(Duration.ofSeconds(1), 2, Duration.ofHours(1))
                .withJitter(Jitter.NONE));

    assertThat(growing.decide(Verdict.retry(), 2, random))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(2)));
  }

  @Test
  void copies_changeOneThing() {
    assertThat(policy.withQuickRetries(2, Duration.ofMillis(5)))
        .isEqualTo(
            new RetryPolicy(3, Backoff.fixed(Duration.ofSeconds(7)), 2, Duration.ofMillis(5)));
    assertThat(policy.withQuickRetries(2, Duration.ZERO).withAttempts(4).quickRetries())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, PT0S", "1001, 0, PT0S", "1, -1, PT0S", "1, 11, PT0S", "1, 0, PT-1S"})
  void numbersOutsideTheirRange_areRefused(int attempts, int quickRetries, Duration quickDelay) {
    assertThatThrownBy(
            () -> new RetryPolicy(attempts, Backoff.fixed(Duration.ZERO), quickRetries, quickDelay))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, PT0S", "1000, 10, PT1S"})
  void numbersAtTheEndsOfTheirRange_areTaken(int attempts, int quickRetries, Duration quickDelay) {
    RetryPolicy taken =
        new RetryPolicy(attempts, Backoff.fixed(Duration.ZERO), quickRetries, quickDelay);

    assertThat(taken.attempts()).isEqualTo(attempts);
    assertThat(taken.quickRetries()).isEqualTo(quickRetries);
  }
}
