package dev.ferry.azuretables;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.testkit.idempotency.EffectLedger;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Stores over one new table of an account, which is dropped at the end. */
class TablesStoreHarness implements IdempotencyStoreHarness {
  private final String connectionString;
  private final String table = "records" + UUID.randomUUID().toString().replace("-", "");

  TablesStoreHarness(String connectionString) {
    this.connectionString = connectionString;
    builder().admin().createTable();
  }

  private AzureTablesStoreBuilder builder() {
    return AzureTablesIdempotencyStore.builder(table).connectionString(connectionString);
  }

  @Override
  public IdempotencyStore open(InstantSource clock) {
    return builder().clock(clock).skew(skew()).build();
  }

  @Override
  public Duration skew() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Optional<EffectLedger> ledger() {
    return Optional.of(new TablesEffectLedger(connectionString, table));
  }

  @Override
  public int races() {
    return 20;
  }

  @Override
  public void close() {
    builder().admin().dropTable();
  }
}
