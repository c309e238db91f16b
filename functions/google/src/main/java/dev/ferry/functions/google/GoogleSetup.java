package dev.ferry.functions.google;

import dev.ferry.functions.FunctionSetup;

/**
 * What a function on Google Cloud uses beside its handler. Everything is the process's own unless
 * it is said otherwise: its variables, Pub/Sub, the store that {@code FERRY_STORE} names, the
 * machine's clock, its output as log. Immutable; what is handed over stays the caller's.
 *
 * <pre>{@code
 * public OrdersOnGoogle() {
 *   super(new OrdersApp(ledger), GoogleSetup.ofProcess().withStore(store));
 * }
 * }</pre>
 */
public final class GoogleSetup extends FunctionSetup<GoogleSetup> {
  private final GooglePlatform platform;

  private GoogleSetup(Parts parts, GooglePlatform platform) {
    super(parts);
    this.platform = platform;
  }

  /** What a process of Google's has. */
  public static GoogleSetup ofProcess() {
    GooglePlatform platform = new GooglePlatform();
    return new GoogleSetup(Parts.of(platform), platform);
  }

  @Override
  protected GoogleSetup with(Parts changed) {
    return new GoogleSetup(changed, platform);
  }

  CloudLines lines() {
    return platform.lines();
  }
}
