package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The hot requests go past the client, and are what the client would send. */
class DirectTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DynamoServer server = DynamoServer.start();
  private final WatchedHttpClient http = new WatchedHttpClient();
  private final List<String> byClient = new CopyOnWriteArrayList<>();
  private final Connection connection =
      TestClients.direct(server.endpoint(), http, new Noting(byClient));
  private final DynamoIdempotencyStore store =
      DynamoIdempotencyStore.builder(Desk.TABLE).connection(connection).build();

  @BeforeEach
  void makeTable() {
    new RecordTableAdmin(connection.client()).createTable(Desk.TABLE);
    forget();
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private void forget() {
    byClient.clear();
    http.taken();
  }

  /** Notes what the client sends. */
  private record Noting(List<String> sent) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes unused) {
      sent.add(context.request().getClass().getSimpleName().replaceFirst("Request$", ""));
    }
  }

  private Claimed claimed(String id) {
    return Desk.granted(store.claim(Desk.request(id)));
  }

  private DynamoCommit commit(Claimed claimed) {
    return store.completion(claimed, List::of).unwrap(DynamoCommit.class).orElseThrow();
  }

  @Test
  void claimCompletionBatchAndCommit_goPastTheClient() {
    store.complete(claimed("a"), List.of());
    store.claim(Desk.requests(3));
    commit(claimed("b")).commit(List.of());

    assertThat(http.operations())
        .containsExactly(
            "PutItem", "UpdateItem", "BatchExecuteStatement", "PutItem", "TransactWriteItems");
    assertThat(byClient).isEmpty();
  }

  @Test
  void claimThatIsRefused_bringsWhatIsInItsWay_pastTheClient() {
    store.complete(claimed("a"), List.of());
    forget();

    assertThat(store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(http.operations()).containsExactly("PutItem");
    assertThat(byClient).isEmpty();
  }

  @Test
  void anotherRefusal_isTheClientsToTell() {
    connection.client().deleteTable(ask -> ask.tableName(Desk.TABLE));
    forget();

    assertThatThrownBy(() -> claimed("a"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(http.operations()).containsExactly("PutItem", "PutItem");
    assertThat(byClient).containsExactly("PutItem");
  }

  @Test
  void transactionThatIsCanceled_isTheClientsToTell() {
    Claimed claimed = claimed("a");
    commit(claimed).commit(List.of());
    forget();

    assertThat(commit(claimed).commit(List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(byClient).containsExactly("TransactWriteItems");
  }

  @Test
  void requestsAreThoseOfTheClient() throws IOException {
    Claimed claimed = claimed("a");
    store.renew(claimed, Desk.LEASE);
    List<WatchedHttpClient.Sent> direct = http.taken();
    DynamoIdempotencyStore byClientOnly =
        DynamoIdempotencyStore.builder(Desk.TABLE).client(connection.client()).build();
    byClientOnly.renew(Desk.granted(byClientOnly.claim(Desk.request("b"))), Desk.LEASE);
    List<WatchedHttpClient.Sent> sdk = http.taken();

    assertThat(direct).hasSameSizeAs(sdk);
    for (int i = 0; i < sdk.size(); i++) {
      assertThat(direct.get(i).operation()).isEqualTo(sdk.get(i).operation());
      assertThat(shape(direct.get(i).body())).isEqualTo(shape(sdk.get(i).body()));
    }
  }

  /** Keys, times and tokens differ from one message to the next. */
  private static Object shape(String body) throws IOException {
    return JSON.readTree(
        body.replaceAll("[0-9a-f-]{36,}", "hex").replaceAll("\\d{9,}(\\.\\d+)?", "1"));
  }

  @Test
  void batchIsThatOfTheClient() throws IOException {
    store.claim(Desk.requests(2));
    DynamoIdempotencyStore.builder(Desk.TABLE)
        .client(connection.client())
        .build()
        .claim(Desk.requests(4).subList(2, 4));
    List<WatchedHttpClient.Sent> sent = http.taken();

    assertThat(sent).hasSize(2);
    assertThat(shape(sent.get(0).body())).isEqualTo(shape(sent.get(1).body()));
  }

  @Test
  void transactionIsThatOfTheClient() throws IOException {
    TransactWriteItemsRequest transaction =
        TransactWriteItemsRequest.builder()
            .transactItems(everything())
            .clientRequestToken("token")
            .build();
    try {
      connection.client().transactWriteItems(transaction);
    } catch (RuntimeException refused) {
      // What matters is what was sent.
    }

    assertThat(JSON.readTree(TransactionJson.of(transaction)))
        .isEqualTo(JSON.readTree(http.taken().get(0).body()));
  }

  private static List<TransactWriteItem> everything() {
    Map<String, AttributeValue> key = Map.of("k", AttributeValue.fromS("ключ \"1\""));
    Map<String, String> names = Map.of("#a", "a", "#b", "b");
    Map<String, AttributeValue> values = Map.of(":a", AttributeValue.fromN("1"));
    return List.of(
        TransactWriteItem.builder()
            .put(
                put ->
                    put.tableName("t")
                        .item(values())
                        .conditionExpression("#a = :a")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure("ALL_OLD"))
            .build(),
        TransactWriteItem.builder()
            .update(
                update ->
                    update
                        .tableName("t")
                        .key(key)
                        .updateExpression("SET #a = :a")
                        .conditionExpression("#b = :a")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure("NONE"))
            .build(),
        TransactWriteItem.builder()
            .delete(
                delete ->
                    delete
                        .tableName("t")
                        .key(key)
                        .conditionExpression("#a = :a")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure("ALL_OLD"))
            .build(),
        TransactWriteItem.builder()
            .conditionCheck(
                check ->
                    check
                        .tableName("t")
                        .key(key)
                        .conditionExpression("#a = :a")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure("ALL_OLD"))
            .build(),
        TransactWriteItem.builder().delete(delete -> delete.tableName("t").key(key)).build());
  }

  private static Map<String, AttributeValue> values() {
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 0xff});
    return Map.of(
        "s", AttributeValue.fromS("größer\n\u0001\uD83D\uDE00"),
        "n", AttributeValue.fromN("-1.5e10"),
        "b", AttributeValue.fromB(bytes),
        "bool", AttributeValue.fromBool(true),
        "nul", AttributeValue.fromNul(true),
        "ss", AttributeValue.fromSs(List.of("a", "b")),
        "ns", AttributeValue.fromNs(List.of("1", "2")),
        "bs", AttributeValue.fromBs(List.of(bytes)),
        "l",
            AttributeValue.fromL(
                List.of(AttributeValue.fromS("x"), AttributeValue.fromL(List.of()))),
        "m", AttributeValue.fromM(Map.of("x", AttributeValue.fromM(Map.of()))));
  }

  /** A field that a newer SDK has would be left out without a word. */
  @Test
  void transactionHasNoFieldThatIsNotWritten() {
    assertThat(fields(Put.builder().build())).containsExactlyInAnyOrder(with("Item"));
    assertThat(fields(Update.builder().build()))
        .containsExactlyInAnyOrder(with("Key", "UpdateExpression"));
    assertThat(fields(Delete.builder().build())).containsExactlyInAnyOrder(with("Key"));
    assertThat(fields(ConditionCheck.builder().build())).containsExactlyInAnyOrder(with("Key"));
    assertThat(fields(TransactWriteItem.builder().build()))
        .containsExactlyInAnyOrder("ConditionCheck", "Put", "Delete", "Update");
    assertThat(fields(TransactWriteItemsRequest.builder().build()))
        .containsExactlyInAnyOrder(
            "TransactItems",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ClientRequestToken");
    assertThat(fields(AttributeValue.builder().build()))
        .containsExactlyInAnyOrder("S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL");
  }

  /** What all four kinds of writes have, and these. */
  private static String[] with(String... own) {
    return Stream.concat(
            Stream.of(own),
            Stream.of(
                "TableName",
                "ConditionExpression",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues",
                "ReturnValuesOnConditionCheckFailure"))
        .toArray(String[]::new);
  }

  private static List<String> fields(SdkPojo pojo) {
    List<String> names = new ArrayList<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      names.add(field.locationName());
    }
    return names;
  }
}
