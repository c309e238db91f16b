package dev.ferry.aws.direct;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client of the SDK for what is rare, and what goes past it for each message.
 *
 * <p>Safe for use by any number of threads.
 *
 * @param <C> the client's type
 */
public final class DirectClient<C extends AwsClient> implements SdkAutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final DirectRoute route;
  private final @Nullable Place place;
  private final SdkHttpClient http;
  private final Function<DirectRoute, C> opening;
  private final DirectRequests requests;
  private @Nullable C opened;
  private boolean closed;

  private DirectClient(
      DirectRoute route,
      @Nullable Place place,
      SdkHttpClient http,
      Function<DirectRoute, C> opening,
      @Nullable C opened,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    this.route = route;
    this.place = place;
    this.http = http;
    this.opening = opening;
    this.opened = opened;
    this.requests = new DirectRequests(route, http, credentials);
  }

  /**
   * Opens a client now; its first requests show the way.
   *
   * @param http its HTTP client, which is closed with it
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   */
  public static <C extends AwsClient> DirectClient<C> open(
      DirectRoute route, SdkHttpClient http, Function<DirectRoute, C> opening) {
    C client = opening.apply(route);
    return new DirectClient<>(
        route,
        null,
        http,
        opening,
        client,
        client.serviceClientConfiguration().credentialsProvider());
  }

  /**
   * By the SDK's own configuration. In a function that was told no more than where it runs and who
   * it is, requests go past the client from the first one on, and the client is opened by the first
   * that needs it: it would take a cold start longer than all else together. Anywhere else as
   * {@link #open}.
   *
   * @param service as signatures and variables name it, in lower case: {@code dynamodb}
   * @param server where the service is in a region
   * @param http the client's HTTP client, which is closed with it
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   */
  public static <C extends AwsClient> DirectClient<C> ofProcess(
      String service,
      Function<String, URI> server,
      SdkHttpClient http,
      Function<DirectRoute, C> opening) {
    return PlainFunction.here(service)
        .map(plain -> told(service, plain.place(server), http, opening, plain.credentials()))
        .orElseGet(() -> open(new DirectRoute(), http, opening));
  }

  /**
   * One that needs no client to know where the service is, and opens it when it is needed.
   *
   * @param service as signatures name it
   * @param http the client's HTTP client, which is closed with it
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   * @param credentials the client's
   */
  public static <C extends AwsClient> DirectClient<C> told(
      String service,
      Place place,
      SdkHttpClient http,
      Function<DirectRoute, C> opening,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    return new DirectClient<>(
        DirectRoute.told(service, place), place, http, opening, null, credentials);
  }

  /** Where the service is, if that is known without the client. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /**
   * The client; the first call may open it.
   *
   * @throws SdkException when it cannot be opened, or this is closed
   */
  public C client() {
    lock.lock();
    try {
      if (closed) {
        throw SdkClientException.create("open a client: closed already");
      }
      C client = opened == null ? opening.apply(route) : opened;
      opened = client;
      return client;
    } finally {
      lock.unlock();
    }
  }

  /** What goes past it. */
  public DirectRequests requests() {
    return requests;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (opened != null) {
        opened.close();
      }
      http.close();
    } finally {
      lock.unlock();
    }
  }
}
