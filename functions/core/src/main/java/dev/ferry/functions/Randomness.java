package dev.ferry.functions;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Where a process draws tokens and jitter from. {@link #renew()} makes that new, so that processes
 * which were copied from one snapshot do not draw the same. Safe for use by any number of threads.
 */
public final class Randomness implements RandomGenerator {
  private static final int TOKEN_BYTES = 16;

  private volatile Source source = Source.fresh();

  /** Forgets what was drawn from until now: after a restore. */
  public void renew() {
    source = Source.fresh();
  }

  /** A token of a claim: 128 bits that nobody can guess and nobody else draws. */
  public String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    source.tokens.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** For jitter, not for secrets. */
  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong() ^ source.salt;
  }

  /**
   * Randomness of one process.
   *
   * @param tokens for what nobody may guess
   * @param salt tells the threads' own generators from those of the snapshot's other copies
   */
  private record Source(SecureRandom tokens, long salt) {
    static Source fresh() {
      SecureRandom tokens = new SecureRandom();
      return new Source(tokens, tokens.nextLong());
    }
  }
}
