package dev.ferry.firestore;

import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The store on whatever answers at an endpoint without encryption: the vendor's emulator.
 *
 * <pre>./mvnw test -pl :ferry-idempotency-firestore -am -Dtest=EndpointStoreTest
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dferry.firestore.endpoint=127.0.0.1:8080</pre>
 */
@EnabledIfSystemProperty(
    named = "ferry.firestore.endpoint",
    matches = ".+",
    disabledReason = "no -Dferry.firestore.endpoint=HOST:PORT")
class EndpointStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new FirestoreStoreHarness(System.getProperty("ferry.firestore.endpoint"));
  }
}
