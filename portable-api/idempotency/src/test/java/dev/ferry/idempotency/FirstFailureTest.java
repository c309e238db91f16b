package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a round first failed, as the claims of its later attempts tell. */
class FirstFailureTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LifeRules rules = new LifeRules(SKEW);
  private @Nullable LifeRecord record;
  private int tokens;

  @Test
  void firstAttempt_hasNoFailureBeforeIt() {
    assertThat(claim(0, NOW).firstFailure()).isNull();
  }

  @Test
  void laterAttempts_tellWhenTheFirstOneFailed() {
    release(claim(0, NOW), true, NOW.plus(SECOND));
    release(claim(0, NOW.plusSeconds(10)), true, NOW.plusSeconds(11));

    assertThat(claim(0, NOW.plusSeconds(20)).firstFailure()).isEqualTo(NOW.plus(SECOND));
  }

  @Test
  void attemptThatNeverBegan_isNoFailure() {
    release(claim(0, NOW), false, NOW.plus(SECOND));

    assertThat(claim(0, NOW.plusSeconds(10)).firstFailure()).isNull();
  }

  @Test
  void attemptThatNeverCameBack_failedWhenItsLeaseEnded() {
    claim(0, NOW);

    assertThat(claim(0, NOW.plus(LEASE).plus(SKEW)).firstFailure()).isEqualTo(NOW.plus(LEASE));
  }

  @Test
  void nextRound_beginsWithoutFailures() {
    release(claim(0, NOW), true, NOW.plus(SECOND));

    assertThat(claim(1, NOW.plusSeconds(10)).firstFailure()).isNull();
  }

  private Claimed claim(int round, Instant now) {
    LifeRules.Step<Claim> step = rules.claim(record, Lives.request(round, ++tokens), now);
    record = step.record();
    return (Claimed) step.answer();
  }

  private void release(Claimed claim, boolean attempted, Instant now) {
    record = rules.release(record, claim, attempted, now).record();
  }
}
