package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.LifeRules;

/** The store in memory passes the suite; it lives here because the testkit depends on it. */
class InMemoryIdempotencyStoreConformanceTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new InMemoryStoreHarness(new LifeRules(InMemoryStoreHarness.SKEW));
  }
}
