package dev.ferry.dynamodb;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store's own kind of client, for a server on loopback. */
final class TestClients {
  private TestClients() {}

  static DynamoDbClient at(URI endpoint, ExecutionInterceptor... interceptors) {
    return DynamoClients.builder()
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
