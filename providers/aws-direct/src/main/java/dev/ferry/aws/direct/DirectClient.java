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
   * @param http its HTTP client, which is closed with it, and where it cannot be opened
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   */
  public static <C extends AwsClient> DirectClient<C> open(
      DirectRoute route, SdkHttpClient http, Function<DirectRoute, C> opening) {
    try {
      C client = opening.apply(route);
      return new DirectClient<>(route, null, http, opening, client, credentials(client));
    } catch (RuntimeException | Error failed) {
      closeAfter(failed, http);
      throw failed;
    }
  }

  /**
   * By the SDK's own configuration. In a function that starts on demand and was told no more than
   * where it runs and who it is, requests go past the client from the first one on, and the client
   * is opened by the first that needs it: it would take a cold start longer than all else together.
   * Anywhere else as {@link #open}, so also where a process starts before anybody waits for it and
   * its snapshot is to hold the client.
   *
   * @param service as signatures and variables name it, in lower case: {@code dynamodb}
   * @param server where the service is in a region
   * @param http the client's HTTP client, which is closed with it, and where this throws
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   */
  public static <C extends AwsClient> DirectClient<C> ofProcess(
      String service,
      Function<String, URI> server,
      SdkHttpClient http,
      Function<DirectRoute, C> opening) {
    return of(PlainFunction.here(service), service, server, http, opening);
  }

  /** In such a function, or anywhere else. */
  static <C extends AwsClient> DirectClient<C> of(
      Optional<PlainFunction> function,
      String service,
      Function<String, URI> server,
      SdkHttpClient http,
      Function<DirectRoute, C> opening) {
    if (function.isEmpty()) {
      return open(new DirectRoute(), http, opening);
    }
    PlainFunction plain = function.get();
    try {
      return told(service, plain.place(server), http, opening, plain.credentials());
    } catch (RuntimeException | Error failed) {
      closeAfter(failed, http);
      throw failed;
    }
  }

  /**
   * One that needs no client to know where the service is, and opens it when it is needed.
   *
   * @param service as signatures name it
   * @param http the client's HTTP client, which is closed with it
   * @param opening opens it, on that HTTP client and with the route among its interceptors
   * @param credentials what requests are signed with until it is opened; then with its own
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

  private static IdentityProvider<? extends AwsCredentialsIdentity> credentials(AwsClient client) {
    return client.serviceClientConfiguration().credentialsProvider();
  }

  /** Nobody else has the HTTP client: whoever tries again brings another. */
  private static void closeAfter(Throwable failed, SdkHttpClient http) {
    try {
      http.close();
    } catch (RuntimeException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  /** Where the service is, if that is known without the client. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /**
   * The client; the first call may open it, and can be made again where that fails. One that is
   * open is given after {@link #close()} too: what is given back late, a message or a claim, must
   * still find its way. One that is not is not opened any more, as nobody would close it.
   *
   * @throws SdkException when it cannot be opened, or this was closed before it was
   */
  public C client() {
    lock.lock();
    try {
      C client = opened;
      if (client == null) {
        client = openedNow();
        opened = client;
      }
      return client;
    } finally {
      lock.unlock();
    }
  }

  private C openedNow() {
    if (closed) {
      throw SdkClientException.create("open a client: closed already");
    }
    C client = opening.apply(route);
    requests.signWith(credentials(client));
    return client;
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
      closeOpened();
    } finally {
      lock.unlock();
    }
  }

  private void closeOpened() {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (RuntimeException | Error failed) {
      closeAfter(failed, http);
      throw failed;
    }
    http.close();
  }
}
