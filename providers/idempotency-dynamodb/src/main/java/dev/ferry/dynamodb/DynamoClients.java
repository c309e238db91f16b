package dev.ferry.dynamodb;

import dev.ferry.aws.direct.DirectClient;
import dev.ferry.aws.direct.DirectRoute;
import dev.ferry.aws.direct.Place;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;

/** The client that a store opens where it is given none. */
public final class DynamoClients {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  /**
   * The SDK repeats a request once, at once: that is for a connection which the other side closed
   * while a function was frozen. What went past it first has so been sent three times at most. All
   * patience beyond is the caller's, who knows the deadline; the SDK's own would multiply with it.
   */
  private static final int ATTEMPTS = 2;

  private DynamoClients() {}

  /**
   * A synchronous client on the JDK's own connections, which load few classes at a cold start.
   * Region, credentials and {@code AWS_ENDPOINT_URL} are the SDK's own configuration. Does not
   * connect yet. The caller closes it.
   */
  public static DynamoDbClient create() {
    return builder().build();
  }

  /** The same, for an endpoint, credentials or settings of the caller's. */
  public static DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder().httpClientBuilder(http()).overrideConfiguration(settings());
  }

  /** Such a client, and what goes past it. */
  static Connection connection() {
    SdkHttpClient http = http().build();
    return Connection.of(
        DirectClient.ofProcess(
            "dynamodb",
            DynamoClients::server,
            http,
            route -> opened(DynamoDbClient.builder(), http, settings(), route)));
  }

  static DynamoDbClient opened(
      DynamoDbClientBuilder builder,
      SdkHttpClient http,
      ClientOverrideConfiguration settings,
      DirectRoute route) {
    return builder
        .httpClient(http)
        .overrideConfiguration(settings.toBuilder().addExecutionInterceptor(route).build())
        .build();
  }

  /** Where the SDK's rules say that DynamoDB is in a region. */
  static URI server(String region) {
    return Place.found(
        DynamoDbEndpointProvider.defaultProvider()
            .resolveEndpoint(where -> where.region(Region.of(region))));
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECTION_TIMEOUT)
        .socketTimeout(ANSWER_TIMEOUT);
  }

  /** What the client does beside the requests themselves. */
  static ClientOverrideConfiguration settings() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build())
        .build();
  }
}
