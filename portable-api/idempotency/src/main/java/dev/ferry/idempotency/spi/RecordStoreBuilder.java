package dev.ferry.idempotency.spi;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Collects what every {@link RecordStore} needs. Not safe for use by threads.
 *
 * @param <B> the builder of a provider
 */
public abstract class RecordStoreBuilder<B extends RecordStoreBuilder<B>> {
  private Duration skew = Duration.ofSeconds(2);
  private Duration completionWindow = Duration.ofMillis(2);
  private InstantSource clock = InstantSource.system();

  /** A builder with the defaults. */
  protected RecordStoreBuilder() {}

  /** This builder. */
  protected abstract B self();

  /**
   * By how much the clocks of workers may differ; zero or more, 2 s by default. A lease is taken
   * over when it has been over for as long.
   */
  public final B skew(Duration skew) {
    this.skew = skew;
    return self();
  }

  /**
   * How long a completion waits at most for others to be sent with it, where claims of other
   * messages are open and waiting paid before; zero for not at all, 2 ms by default.
   */
  public final B completionWindow(Duration window) {
    this.completionWindow = window;
    return self();
  }

  /** The clock that leases and expiry are decided by; the machine's by default. */
  public final B clock(InstantSource clock) {
    this.clock = clock;
    return self();
  }

  /**
   * The settings as they are by now.
   *
   * @throws MessagingException INVALID_ARGUMENT when a duration is negative
   */
  protected final StoreSettings settings() {
    return new StoreSettings(skew, completionWindow, clock);
  }
}
