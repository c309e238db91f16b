package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.testkit.idempotency.EffectLedger;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores over one new table of a server, which is dropped at the end. */
class DynamoStoreHarness implements IdempotencyStoreHarness {
  private final DynamoDbClient client;
  private final String table = "records-" + UUID.randomUUID();
  private final DynamoEffectLedger ledger;

  DynamoStoreHarness(DynamoDbClient client) {
    this.client = client;
    this.ledger = new DynamoEffectLedger(client, "effects-" + UUID.randomUUID());
    new RecordTableAdmin(client).createTable(table);
  }

  @Override
  public IdempotencyStore open(InstantSource clock) {
    return builder(table).clock(clock).skew(skew()).build();
  }

  /** A store by the test's client. */
  DynamoStoreBuilder builder(String table) {
    return DynamoIdempotencyStore.builder(table).client(client);
  }

  /** Stores with connections of their own, whose clients have shown the way to go past them. */
  static class Direct extends DynamoStoreHarness {
    private final URI endpoint;

    Direct(URI endpoint) {
      super(TestClients.at(endpoint));
      this.endpoint = endpoint;
    }

    @Override
    DynamoStoreBuilder builder(String table) {
      Connection connection = TestClients.direct(endpoint, new WatchedHttpClient());
      connection.client().listTables();
      return DynamoIdempotencyStore.builder(table).connection(connection);
    }
  }

  @Override
  public Duration skew() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Optional<EffectLedger> ledger() {
    return Optional.of(ledger);
  }

  @Override
  public int races() {
    return 20;
  }

  @Override
  public void close() {
    client.deleteTable(request -> request.tableName(table));
    ledger.drop();
    client.close();
  }
}
