package dev.ferry.testkit.memory;

import dev.ferry.idempotency.LifeRules;
import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;

/**
 * The store in memory passes the suite, from a package of its own as a provider's would. It lives
 * here because the testkit depends on it.
 */
class InMemoryIdempotencyStoreConformanceTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new InMemoryStoreHarness(new LifeRules(InMemoryStoreHarness.SKEW));
  }
}
