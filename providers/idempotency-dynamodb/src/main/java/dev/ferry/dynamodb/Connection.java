package dev.ferry.dynamodb;

import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.aws.direct.DirectRoute;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** A client, and what goes past it. Safe for use by any number of threads. */
final class Connection implements AutoCloseable {
  private final DynamoDbClient client;
  private final @Nullable DirectRequests direct;
  private final @Nullable SdkHttpClient ours;

  private Connection(
      DynamoDbClient client, @Nullable DirectRequests direct, @Nullable SdkHttpClient ours) {
    this.client = client;
    this.direct = direct;
    this.ours = ours;
  }

  /** With a client of somebody else's, who may have interceptors: nothing goes past it. */
  static Connection of(DynamoDbClient client) {
    return new Connection(client, null, null);
  }

  /**
   * Opens a client, and goes past it once it has shown the way.
   *
   * @param http its HTTP client, which is closed with it
   * @param settings its settings, which {@code builder} has not yet
   * @param route what is to learn the way
   */
  static Connection open(
      DynamoDbClientBuilder builder,
      SdkHttpClient http,
      ClientOverrideConfiguration settings,
      DirectRoute route) {
    DynamoDbClient client =
        builder
            .httpClient(http)
            .overrideConfiguration(settings.toBuilder().addExecutionInterceptor(route).build())
            .build();
    DirectRequests direct = new DirectRequests(route, http, client.serviceClientConfiguration());
    return new Connection(client, direct, http);
  }

  DynamoDbClient client() {
    return client;
  }

  /** The hot requests to a table; null where all are the client's. */
  @Nullable DirectTable direct(String table) {
    return direct == null ? null : new DirectTable(direct, table);
  }

  @Override
  public void close() {
    if (ours != null) {
      client.close();
      ours.close();
    }
  }
}
