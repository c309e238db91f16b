package dev.ferry.azuretables;

import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The store on whatever a connection string leads to: the vendor's emulator, an account.
 *
 * <pre>./mvnw test -pl :ferry-idempotency-azure-tables -am -Dtest=AzuriteStoreTest
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dferry.azure.tables='DefaultEndpoints...'</pre>
 */
@EnabledIfSystemProperty(
    named = "ferry.azure.tables",
    matches = ".+",
    disabledReason = "no -Dferry.azure.tables=CONNECTION_STRING of an Azurite that runs")
class AzuriteStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new TablesStoreHarness(System.getProperty("ferry.azure.tables"));
  }
}
