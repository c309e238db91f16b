package dev.ferry.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store's own kind of client, for a server on loopback; patient where a machine is busy. */
final class TestClients {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestClients() {}

  static DynamoDbClient at(URI endpoint, ExecutionInterceptor... interceptors) {
    return DynamoClients.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE))
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(
            DynamoClients.settings().toBuilder()
                .executionInterceptors(List.of(interceptors))
                .build())
        .build();
  }
}
