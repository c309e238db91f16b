package dev.ferry.cli.cloud.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where something that answers as AWS does can be reached.
 *
 * @param sqs the endpoint of queues
 * @param sns the endpoint of topics
 * @param dynamodb the endpoint of tables
 * @param lambda the endpoint of functions; null where there is none
 */
record AwsEndpoints(URI sqs, URI sns, URI dynamodb, @Nullable URI lambda) {
  private static final String REGION = "us-east-1";

  /** Keys that open nothing: nothing here looks at them. */
  private static final String KEY = "test";

  /** A server that shares a laptop with processes may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** One endpoint for all of them. */
  static AwsEndpoints at(URI endpoint) {
    return new AwsEndpoints(endpoint, endpoint, endpoint, endpoint);
  }

  /** What a process needs in its environment to find them. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_SQS",
        sqs.toString(),
        "AWS_ENDPOINT_URL_SNS",
        sns.toString(),
        "AWS_ENDPOINT_URL_DYNAMODB",
        dynamodb.toString(),
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        KEY,
        "AWS_SECRET_ACCESS_KEY",
        KEY);
  }

  /** A client of queues; the caller closes it. */
  SqsClient queues() {
    return at(SqsClient.builder(), sqs).build();
  }

  /** A client of topics; the caller closes it. */
  SnsClient topics() {
    return at(SnsClient.builder(), sns).build();
  }

  /** A client of tables; the caller closes it. */
  DynamoDbClient tables() {
    return at(DynamoDbClient.builder(), dynamodb).build();
  }

  /**
   * A client of functions; the caller closes it.
   *
   * @throws IllegalStateException where there is no Lambda
   */
  LambdaClient functions() {
    if (lambda == null) {
      throw new IllegalStateException("deploy functions: there is no Lambda here");
    }
    return at(LambdaClient.builder(), lambda).build();
  }

  private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B at(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build());
  }
}
