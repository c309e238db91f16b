package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.IdempotencyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How the conformance suite reaches a provider's store; one serves all tests of a class. */
public interface IdempotencyStoreHarness extends AutoCloseable {
  /**
   * Opens a store over this harness's one set of records, as a worker of its own would. The suite
   * closes it.
   *
   * @param clock what the store decides by; it starts at the real time and is moved ahead by
   *     months, so that no sweep of a real table takes what a test still looks for
   */
  IdempotencyStore open(InstantSource clock);

  /** By how much the store lets workers' clocks differ: 1 to 10 s, in whole seconds. */
  Duration skew();

  /** Where effects are kept that this store commits with a completion; empty if it cannot. */
  default Optional<EffectLedger> ledger() {
    return Optional.empty();
  }

  /** How often each race is run; fewer where a call takes long, but a race needs many. */
  default int races() {
    return 200;
  }

  /** Gives up the set of records and what serves it. */
  @Override
  void close();
}
