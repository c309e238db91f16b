package dev.ferry.aws;

import dev.ferry.aws.direct.DirectClient;
import dev.ferry.aws.direct.DirectRoute;
import dev.ferry.aws.direct.Place;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.endpoints.SqsEndpointProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A client for what is rare, and the calls of every message. Safe for use by several threads. */
final class SqsConnection implements SdkAutoCloseable {
  private final Supplier<SqsClient> client;
  private final SqsCalls calls;
  private final @Nullable DirectClient<SqsClient> ours;

  private SqsConnection(
      Supplier<SqsClient> client, SqsCalls calls, @Nullable DirectClient<SqsClient> ours) {
    this.client = client;
    this.calls = calls;
    this.ours = ours;
  }

  /** Of what somebody else keeps. */
  static SqsConnection kept(SqsClient client, SqsCalls calls) {
    return new SqsConnection(() -> client, calls, null);
  }

  /** Of a client that is closed with it. */
  static SqsConnection of(DirectClient<SqsClient> ours) {
    Supplier<SqsClient> client = () -> AwsClients.made("SQS", ours::client);
    SqsCalls calls = new DirectSqsCalls(ours.requests(), () -> SqsCalls.of(client.get()));
    return new SqsConnection(client, calls, ours);
  }

  /** Opens a client, past which the calls go once it has shown the way. */
  static SqsConnection open(SqsClientBuilder builder, SdkHttpClient http) {
    return of(DirectClient.open(new DirectRoute(), http, route -> opened(builder, http, route)));
  }

  /** By the SDK's own configuration; a function may open its client later, or never. */
  static SqsConnection ofProcess(SdkHttpClient http) {
    return of(
        DirectClient.ofProcess(
            "sqs", SqsConnection::server, http, route -> opened(SqsClient.builder(), http, route)));
  }

  static SqsClient opened(SqsClientBuilder builder, SdkHttpClient http, DirectRoute route) {
    return builder
        .httpClient(http)
        .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
        .build();
  }

  /** Where the SDK's rules say that SQS is in a region. */
  static URI server(String region) {
    return Place.found(
        SqsEndpointProvider.defaultProvider()
            .resolveEndpoint(where -> where.region(Region.of(region))));
  }

  /** The client; the first call may open it. */
  SqsClient client() {
    return client.get();
  }

  /** The calls of every message. */
  SqsCalls calls() {
    return calls;
  }

  /** A queue; a name is looked up, an ARN needs no call and perhaps no client. */
  SqsQueue queue(SqsAddress address) {
    QueueArn arn = address.arn();
    Optional<Place> place = ours == null ? Optional.empty() : ours.place();
    String url =
        arn != null && place.isPresent()
            ? SqsLookup.url(arn, place.get())
            : SqsLookup.url(client(), address);
    return new SqsQueue(address.queue(), url, this);
  }

  /**
   * The client, or the calls. A client that somebody else keeps is asked what it is; one that may
   * have to be opened for that is an {@link SqsClient}.
   */
  <T> Optional<T> unwrap(Class<T> type) {
    if (type.isAssignableFrom(SqsClient.class) || (ours == null && type.isInstance(client()))) {
      return Optional.of(type.cast(client()));
    }
    return type.isInstance(calls) ? Optional.of(type.cast(calls)) : Optional.empty();
  }

  @Override
  public void close() {
    if (ours != null) {
      ours.close();
    }
  }
}
