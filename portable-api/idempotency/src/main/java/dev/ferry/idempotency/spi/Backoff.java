package dev.ferry.idempotency.spi;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between repetitions, each up to twice as long as the one before, with full jitter. */
public final class Backoff {
  private final Duration longest;
  private long ceilingNanos;

  /** The first pause is up to {@code first}, none is over {@code longest}. */
  public Backoff(Duration first, Duration longest) {
    this.ceilingNanos = first.toNanos();
    this.longest = longest;
  }

  /**
   * Blocks for the next pause.
   *
   * @throws MessagingException CANCELLED when the thread is interrupted
   */
  public void pause() {
    long nanos = ThreadLocalRandom.current().nextLong(ceilingNanos) + 1;
    ceilingNanos = Math.min(2 * ceilingNanos, longest.toNanos());
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("write records: interrupted between repetitions");
    }
  }
}
