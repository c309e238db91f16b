package dev.ferry.simulation;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The stream of numbers of one {@link Seed}: SplitMix64. {@link #nextLong()}, {@link #nextInt(int)}
 * and {@link #shuffle} give the same on every JDK; the other methods are the JDK's, made from
 * {@code nextLong}. Not thread-safe: give each thread a child seed's.
 */
public final class SeededRandom implements RandomGenerator {
  private final Seed seed;
  private long drawn;

  SeededRandom(Seed seed) {
    this.seed = seed;
  }

  @Override
  public long nextLong() {
    return seed.child(drawn++).value();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Uneven by less than {@code bound / 2^63}.
   */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  /** Puts a modifiable list into random order, each order as likely as any other. */
  public void shuffle(List<?> list) {
    for (int last = list.size() - 1; last > 0; last--) {
      Collections.swap(list, last, nextInt(last + 1));
    }
  }
}
