package dev.ferry.samples.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dynamodb.DynamoClients;
import dev.ferry.dynamodb.DynamoIdempotencyStore;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.idempotency.Completion;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.suite.LedgerContract;
import dev.ferry.samples.orders.suite.LedgerInStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoLedgerTest extends LedgerContract {

  private final DynamoServer server = closedLater(DynamoServer.start());
  private final DynamoDbClient client =
      closedLater(
          DynamoClients.builder()
              .endpointOverride(server.endpoint())
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .build());
  private final DynamoLedger ledger = new DynamoLedger(client, "ledger");
  private final DynamoIdempotencyStore store =
      closedLater(
          DynamoIdempotencyStore.builder("records")
              .client(client)
              .clock(this::now)
              .skew(SKEW)
              .build());

  @BeforeEach
  void makeTables() {
    new RecordTableAdmin(client).createTable("records");
    LedgerTable.create(client, "ledger");
    LedgerTable.create(client, "ledger");
  }

  @Override
  protected LedgerInStore subject() {
    return new LedgerInStore(ledger, store, ledger::entries, ledger::entries);
  }

  @Test
  void manyEntries_areReadPageByPage() {
    String detail = "x".repeat(100_000);
    Entry large = new Entry(Entry.Kind.ORDER, "place-order", "m", 0, 1, "1", "VINET", 1, detail);
    for (int i = 0; i < 25; i++) {
      ledger.record(large, Completion.none());
    }

    assertThat(ledger.size()).isEqualTo(25);
    assertThat(ledger.entries("1")).hasSize(25);
  }
}
