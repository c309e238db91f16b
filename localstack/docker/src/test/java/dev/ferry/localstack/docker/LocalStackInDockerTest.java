package dev.ferry.localstack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The container answers the SDK; what it does beyond, the suites find out at its endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
    value = "dockerIsThere",
    disabledReason = "no Docker engine answers; without one, localstack/up starts LocalStack")
class LocalStackInDockerTest {
  private final LocalStackContainer container = LocalStackInDocker.container();

  static boolean dockerIsThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @BeforeAll
  void start() {
    container.start();
  }

  @AfterAll
  void stop() {
    container.stop();
  }

  @Test
  void message_isReceivedThatWasSent() {
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(container.getEndpoint())
            .region(Region.of(container.getRegion()))
            .credentialsProvider(keys())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String queue = sqs.createQueue(request -> request.queueName("q")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("hello"));

      assertThat(sqs.receiveMessage(request -> request.queueUrl(queue)).messages())
          .extracting(message -> message.body())
          .containsExactly("hello");
    }
  }

  @Test
  void dynamoDb_isThere() {
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(container.getEndpoint())
            .region(Region.of(container.getRegion()))
            .credentialsProvider(keys())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      assertThat(dynamo.listTables().tableNames()).isEmpty();
    }
  }

  private StaticCredentialsProvider keys() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey()));
  }
}
