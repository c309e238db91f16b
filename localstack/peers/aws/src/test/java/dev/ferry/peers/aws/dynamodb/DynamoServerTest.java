package dev.ferry.peers.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Where AWS's documentation says something else than DynamoDB Local does, and what is ours. */
class DynamoServerTest {
  private final DynamoServer server = DynamoServer.start();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .overrideConfiguration(settings -> settings.retryStrategy(once -> once.maxAttempts(1)))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();

  @BeforeEach
  void makeTable() {
    client.createTable(
        create ->
            create
                .tableName(Shape.RECORDS)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("k")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("k").keyType(KeyType.HASH).build()));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static TransactWriteItem increment(String key) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Shape.RECORDS)
                    .key(Shape.item("k", key))
                    .updateExpression("ADD n :one")
                    .expressionAttributeValues(Shape.item(":one", "1")))
        .build();
  }

  @Test
  void transactionOfOneItemTwice_isRefused() {
    assertThatThrownBy(() -> Shape.transaction(increment("a"), increment("a")).send(client))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("multiple operations on one item");
  }

  @Test
  void transactionWithAnImpossibleSum_isCanceled_andChangesNothing() {
    Shape.put("9", "k", "text", "n", "one").send(client);

    TransactionCanceledException canceled =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () -> Shape.transaction(increment("a"), increment("text")).send(client));

    assertThat(canceled.cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "ValidationError");
    assertThat(Shape.get("a").send(client)).hasToString("GetItemResponse()");
  }

  @Test
  void numbers_loseTheirLeadingZeros() {
    Shape.put("9", "k", "a", "n", "007").send(client);

    assertThat(client.getItem(get -> get.tableName(Shape.RECORDS).key(Shape.item("k", "a"))).item())
        .isEqualTo(Shape.item("k", "a", "n", "7"));
  }

  @Test
  void parameterThatIsNotServed_isRefusedByName() {
    assertThatThrownBy(
            () ->
                client.getItem(
                    get ->
                        get.tableName(Shape.RECORDS)
                            .key(Shape.item("k", "a"))
                            .projectionExpression("k")))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("ProjectionExpression");
  }

  @Test
  void verbThatIsNotServed_isRefusedByName() {
    assertThatThrownBy(() -> client.listBackups())
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("ListBackups");
  }

  @Test
  void throttledKey_isRefusedAsOftenAsWasSaid_aloneAndInABatch() {
    server.throttle("a", 2);

    assertThatThrownBy(() -> Shape.put("9", "k", "a").send(client))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    assertThat(errors("a", "b")).containsExactly("ThrottlingError", "");
    assertThat(errors("a", "c")).containsExactly("", "");
  }

  private List<String> errors(String... keys) {
    return client
        .batchExecuteStatement(
            batch -> batch.statements(List.of(keys).stream().map(Shape::insert).toList()))
        .responses()
        .stream()
        .map(response -> response.error() == null ? "" : response.error().codeAsString())
        .toList();
  }

  @Test
  void timeToLive_isKept_andDeletesNothing() {
    client.updateTimeToLive(
        request ->
            request
                .tableName(Shape.RECORDS)
                .timeToLiveSpecification(ttl -> ttl.attributeName("d").enabled(true)));
    Shape.put("9", "k", "a", "d", "1").send(client);

    assertThat(
            client
                .describeTimeToLive(request -> request.tableName(Shape.RECORDS))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo("d");
    assertThat(client.scan(scan -> scan.tableName(Shape.RECORDS)).items())
        .containsExactly(Map.copyOf(Shape.item("k", "a", "d", "1")));
  }
}
