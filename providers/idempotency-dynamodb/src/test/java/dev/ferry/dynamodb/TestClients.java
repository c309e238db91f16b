package dev.ferry.dynamodb;

import dev.ferry.aws.direct.DirectClient;
import dev.ferry.aws.direct.DirectRoute;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The store's own kind of connection, for a server on loopback; patient where a machine is busy.
 */
final class TestClients {
  private TestClients() {}

  /** The client alone. */
  static DynamoDbClient at(URI endpoint) {
    return builder(endpoint)
        .httpClient(new WatchedHttpClient())
        .overrideConfiguration(DynamoClients.settings())
        .build();
  }

  /** A client and what goes past it, which {@code interceptors} do not see. */
  static Connection direct(URI endpoint, SdkHttpClient http, ExecutionInterceptor... interceptors) {
    var settings = DynamoClients.settings().toBuilder();
    for (ExecutionInterceptor interceptor : interceptors) {
      settings.addExecutionInterceptor(interceptor);
    }
    return Connection.of(
        DirectClient.open(
            new DirectRoute(1),
            http,
            route -> DynamoClients.opened(builder(endpoint), http, settings.build(), route)));
  }

  private static DynamoDbClientBuilder builder(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }
}
