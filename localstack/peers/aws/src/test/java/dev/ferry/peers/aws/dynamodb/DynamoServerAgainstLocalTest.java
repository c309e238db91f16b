package dev.ferry.peers.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** Each shape of request, sent to both servers, is answered alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoServerAgainstLocalTest {
  private static final boolean NO_TELEMETRY = true;

  private final DynamoServer server = DynamoServer.start();
  private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create(NO_TELEMETRY);
  private final DynamoDbClient ours =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();
  private final DynamoDbClient theirs = local.dynamoDbClient();

  private static Stream<Shape> shapes() {
    return Shapes.all();
  }

  @BeforeAll
  void makeTables() {
    for (DynamoDbClient client : List.of(ours, theirs)) {
      makeTable(client, Shape.RECORDS, "k");
      makeTable(client, Shape.ENTRIES, "orderId", "entry");
    }
  }

  @AfterAll
  void close() {
    ours.close();
    theirs.close();
    server.close();
    local.shutdown();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shape_isAnsweredAlike(Shape shape) {
    assertThat(answers(ours, shape)).isEqualTo(answers(theirs, shape));
  }

  private static List<String> answers(DynamoDbClient client, Shape shape) {
    List<String> answers = new ArrayList<>();
    for (Shape.Step request : shape.requests()) {
      try {
        answers.add(Described.of(request.send(client)));
      } catch (DynamoDbException refused) {
        answers.add(Described.of(refused));
      }
    }
    return answers;
  }

  private static void makeTable(DynamoDbClient client, String name, String... keys) {
    List<AttributeDefinition> definitions = new ArrayList<>();
    List<KeySchemaElement> schema = new ArrayList<>();
    for (String key : keys) {
      KeyType type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
      schema.add(KeySchemaElement.builder().attributeName(key).keyType(type).build());
      definitions.add(
          AttributeDefinition.builder()
              .attributeName(key)
              .attributeType(ScalarAttributeType.S)
              .build());
    }
    client.createTable(
        create ->
            create
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(definitions)
                .keySchema(schema));
  }
}
