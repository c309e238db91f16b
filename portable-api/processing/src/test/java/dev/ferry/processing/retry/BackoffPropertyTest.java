package dev.ferry.processing.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the numbers: delays stay within their bounds, and nothing overflows. */
class BackoffPropertyTest {
  private static final Duration LONGEST = Duration.ofDays(30);

  @Property
  void ceiling_isBetweenInitialAndMax(
      @ForAll("backoffs") Backoff backoff, @ForAll @IntRange(min = 1) int attempt) {
    assertThat(backoff.ceiling(attempt)).isBetween(backoff.initial(), backoff.max());
  }

  @Property
  void ceiling_neverFallsFromOneAttemptToTheNext(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int attempt) {
    assertThat(backoff.ceiling(attempt + 1)).isGreaterThanOrEqualTo(backoff.ceiling(attempt));
  }

  @Property
  void noJitter_isTheCeiling(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = 2000) int attempt,
      @ForAll long seed) {
    assertThat(backoff.withJitter(Jitter.NONE).after(attempt, new SplittableRandom(seed)))
        .isEqualTo(backoff.ceiling(attempt));
  }

  @Property
  void equalJitter_isAtLeastHalfTheCeiling(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = 2000) int attempt,
      @ForAll long seed) {
    Duration ceiling = backoff.ceiling(attempt);

    assertThat(backoff.withJitter(Jitter.EQUAL).after(attempt, new SplittableRandom(seed)))
        .isBetween(ceiling.dividedBy(2), ceiling);
  }

  @Property
  void fullJitter_isBetweenNothingAndTheCeiling(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1, max = 2000) int attempt,
      @ForAll long seed) {
    assertThat(backoff.withJitter(Jitter.FULL).after(attempt, new SplittableRandom(seed)))
        .isBetween(Duration.ZERO, backoff.ceiling(attempt));
  }

  @Provide
  Arbitrary<Backoff> backoffs() {
    Arbitrary<Duration> initial =
        Arbitraries.longs().between(0, LONGEST.toNanos()).map(Duration::ofNanos);
    Arbitrary<Duration> above =
        Arbitraries.longs().between(0, LONGEST.toNanos()).map(Duration::ofNanos);
    Arbitrary<Double> multiplier = Arbitraries.doubles().between(1, 1000);
    return Combinators.combine(initial, above, multiplier, Arbitraries.of(Jitter.class))
        .as((from, more, factor, jitter) -> new Backoff(from, factor, max(from, more), jitter));
  }

  private static Duration max(Duration from, Duration more) {
    Duration sum = from.plus(more);
    return sum.compareTo(LONGEST) > 0 ? LONGEST : sum;
  }
}
