package dev.ferry.idempotency.spi;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What every {@link RecordStore} needs. Immutable.
 *
 * @param skew by how much the clocks of workers may differ
 * @param completionWindow how long a completion waits at most for others; zero for not at all
 * @param clock that leases and expiry are decided by
 */
public record StoreSettings(Duration skew, Duration completionWindow, InstantSource clock) {
  /**
   * Checks the durations.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is negative
   */
  public StoreSettings {
    if (skew.isNegative()) {
      throw MessagingException.invalid("open a store: the skew is negative");
    }
    if (completionWindow.isNegative()) {
      throw MessagingException.invalid("open a store: the completion window is negative");
    }
  }
}
