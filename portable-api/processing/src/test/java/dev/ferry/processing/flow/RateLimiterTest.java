package dev.ferry.processing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void noLimit_allowsEverything() {
    RateLimiter rate = new RateLimiter(0, START);
    rate.take(1_000_000);

    assertThat(rate.allowed(50, START)).isEqualTo(50);
    assertThat(rate.untilNext(START)).isEqualTo(Duration.ZERO);
  }

  @Test
  void bucket_holdsOneSecondsWorth_howeverLongNothingCame() {
    RateLimiter rate = new RateLimiter(10, START);

    assertThat(rate.allowed(50, START)).isEqualTo(10);
    assertThat(rate.allowed(50, START.plusSeconds(3600))).isEqualTo(10);
    assertThat(rate.allowed(3, START)).isEqualTo(3);
  }

  @Test
  void emptyBucket_fillsSteadily_andSaysHowLongItTakes() {
    RateLimiter rate = new RateLimiter(10, START);
    rate.take(10);

    assertThat(rate.allowed(50, START)).isZero();
    Duration wait = rate.untilNext(START);
    assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMillis(101));
    assertThat(rate.allowed(50, START.plus(wait))).isEqualTo(1);
    assertThat(rate.untilNext(START.plus(wait))).isEqualTo(Duration.ZERO);
    assertThat(rate.allowed(50, START.plusMillis(350))).isEqualTo(3);
  }

  @Test
  void moreThanWasAllowed_isOwed() {
    RateLimiter rate = new RateLimiter(10, START);
    rate.take(15);

    assertThat(rate.allowed(50, START.plusMillis(500))).isZero();
    assertThat(rate.allowed(50, START.plusMillis(650))).isEqualTo(1);
  }

  @Test
  void lessThanOneASecond_stillComesToOne() {
    RateLimiter rate = new RateLimiter(0.5, START);

    assertThat(rate.allowed(50, START)).isZero();
    Duration wait = rate.untilNext(START);
    assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1001));
    assertThat(rate.allowed(50, START.plus(wait))).isEqualTo(1);
    assertThat(rate.allowed(50, START.plusSeconds(100))).isEqualTo(1);
  }

  @Test
  void clockThatIsSetBack_holdsNothingUp() {
    RateLimiter rate = new RateLimiter(10, START);
    rate.take(10);
    Instant back = START.minusSeconds(3600);

    assertThat(rate.allowed(50, back)).isZero();
    assertThat(rate.allowed(50, back.plusMillis(150))).isEqualTo(1);
  }

  @Property
  void anySpan_beginsNoMoreThanTheRateAndOneBucket(
      @ForAll @DoubleRange(min = 0.1, max = 1000) double perSecond,
      @ForAll @Size(min = 1, max = 100) List<@IntRange(max = 2000) Integer> pausesMillis) {
    RateLimiter rate = new RateLimiter(perSecond, START);
    Instant now = START;
    long begun = 0;
    for (int pause : pausesMillis) {
      now = now.plusMillis(pause);
      int allowed = rate.allowed(10_000, now);
      rate.take(allowed);
      begun += allowed;
    }

    double seconds = Duration.between(START, now).toMillis() / 1000.0;
    assertThat((double) begun)
        .isLessThanOrEqualTo(Math.max(1, perSecond) + seconds * perSecond + 1e-6);
  }
}
