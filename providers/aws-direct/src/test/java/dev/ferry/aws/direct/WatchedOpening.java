package dev.ferry.aws.direct;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;

/** Opens clients of a service on one HTTP client, and tells what was opened and closed. */
final class WatchedOpening implements Function<DirectRoute, DynamoDbClient> {
  /** Whom the clients sign for. */
  static final String SECRET = "secret of the client";

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger clientsClosed = new AtomicInteger();
  private final AtomicInteger httpClosed = new AtomicInteger();
  private final SdkHttpClient http = new Http(UrlConnectionHttpClient.create(), httpClosed);
  private final Service service;
  private volatile @Nullable RuntimeException failure;
  private volatile @Nullable RuntimeException closingFailure;

  WatchedOpening(Service service) {
    this.service = service;
  }

  /** From now on throws this; null to open again. */
  void failWith(@Nullable RuntimeException thrown) {
    failure = thrown;
  }

  /** Clients throw this when they are closed, and are. */
  void failClosingWith(RuntimeException thrown) {
    closingFailure = thrown;
  }

  SdkHttpClient http() {
    return http;
  }

  int opened() {
    return opened.get();
  }

  int clientsClosed() {
    return clientsClosed.get();
  }

  int httpClosed() {
    return httpClosed.get();
  }

  @Override
  public DynamoDbClient apply(DirectRoute route) {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    opened.incrementAndGet();
    return new Client(
        DynamoDbClient.builder()
            .endpointOverride(service.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("client", SECRET)))
            .httpClient(http)
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
            .build(),
        this::clientClosed);
  }

  private void clientClosed() {
    clientsClosed.incrementAndGet();
    RuntimeException thrown = closingFailure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private record Http(SdkHttpClient http, AtomicInteger closed) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return http.prepareRequest(request);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      http.close();
    }
  }

  private record Client(DynamoDbClient client, Runnable closed) implements DynamoDbClient {
    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
      return client.serviceClientConfiguration();
    }

    @Override
    public ListTablesResponse listTables(ListTablesRequest request) {
      return client.listTables(request);
    }

    @Override
    public void close() {
      client.close();
      closed.run();
    }
  }
}
