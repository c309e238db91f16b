package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dynamodb.DynamoIdempotencyStore;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.peers.aws.AwsPeer;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Batches whose records are kept in DynamoDB, by the real SDK. */
class DynamoTest {
  private static final String TABLE = "records";
  private static final Duration DAY = Duration.ofDays(1);

  private static LocalSqs sqs;
  private static DynamoServer server;
  private static DynamoDbClient client;

  @BeforeAll
  static void start() {
    sqs = new LocalSqs();
    server = DynamoServer.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    new RecordTableAdmin(client).createTable(TABLE);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    sqs.close();
  }

  private static Rig rig(String queue) {
    sqs.create(queue);
    sqs.create(queue + "-dead");
    Rig rig = new Rig(sqs, queue);
    rig.store = DynamoIdempotencyStore.builder(TABLE).client(client).build();
    return rig;
  }

  private static void claim(IdempotencyStore store, String id, Duration lease) {
    store.claim(ClaimRequest.of(IdempotencyKey.of("orders", "take", id), 0, lease, DAY));
  }

  @Test
  void mixedBatch_isAnsweredAsItsRecordsSay_andADuplicateRunsNothing() throws IOException {
    Rig rig = rig("mixed");
    claim(rig.store, "running-elsewhere", Duration.ofSeconds(30));
    SqsFunction function =
        rig.function(
            (order, context) -> {
              rig.handled.add(order);
              if (order.equals("poison")) {
                throw new IllegalArgumentException("never");
              }
              if (order.equals("later")) {
                throw new IllegalStateException("not now");
              }
            });
    List<Message> batch =
        Batches.of("o1", "o2", "twice", "twice", "later", "poison", "running-elsewhere");

    assertThat(rig.invoke(function, batch, Rig.PLENTY))
        .isEqualTo(Rig.keeping(batch.get(4), batch.get(6)));
    assertThat(rig.invoke(function, batch.subList(0, 4), Rig.PLENTY)).isEqualTo(Rig.keeping());

    assertThat(rig.handled).containsExactlyInAnyOrder("o1", "o2", "twice", "later", "poison");
    assertThat(sqs.depth("mixed-dead")).isEqualTo(1);
  }

  @Test
  void throttledClaims_areAskedForAgain_andTheirBatchIsHandled() throws IOException {
    Rig rig = rig("throttled");
    server.throttle(IdempotencyKey.of("orders", "take", "t2").value(), 2);
    SqsFunction function = rig.function((order, context) -> rig.handled.add(order));

    assertThat(rig.invoke(function, Batches.of("t1", "t2", "t3"), Rig.PLENTY))
        .isEqualTo(Rig.keeping());

    assertThat(rig.handled).containsExactlyInAnyOrder("t1", "t2", "t3");
  }

  @Test
  void tableThatIsNotThere_keepsEverything() throws IOException {
    Rig rig = rig("tableless");
    rig.store = DynamoIdempotencyStore.builder("nowhere").client(client).build();
    SqsFunction function = rig.function((order, context) -> rig.handled.add(order));
    List<Message> batch = Batches.of("o1", "o2");

    assertThat(rig.invoke(function, batch, Rig.PLENTY)).isEqualTo(Rig.keeping(batch));

    assertThat(rig.handled).isEmpty();
  }
}
