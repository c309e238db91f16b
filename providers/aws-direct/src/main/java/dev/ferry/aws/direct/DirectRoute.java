package dev.ferry.aws.direct;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Learns from a client's requests that succeed where they go, who they say they are from and what
 * they are signed for. So it need not know what decides that: region, profile, FIPS and dual-stack
 * settings, {@code AWS_ENDPOINT_URL}. Where none of these is set, it may be told.
 *
 * <p>Belongs to one client of one service in AWS's JSON protocol. Safe for use by any number of
 * threads.
 */
public final class DirectRoute implements ExecutionInterceptor {
  private static final String USER_AGENT = "User-Agent";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/x-amz-json-1.0";

  /**
   * A process that has just started and opened its client makes its first requests by it alone:
   * whatever it does beside that would load classes while somebody waits for its first answer.
   */
  private static final int BY_CLIENT = 8;

  private final AtomicInteger left;
  private volatile @Nullable Way way;
  private volatile boolean told;

  /** Knows nothing yet, and shows the way after the first few requests. */
  public DirectRoute() {
    this(BY_CLIENT);
  }

  /**
   * Knows nothing yet.
   *
   * @param requests after how many that succeeded it shows the way, 1 or more
   */
  public DirectRoute(int requests) {
    this.left = new AtomicInteger(requests);
  }

  /**
   * Is told the way, and forgets it when the first request there leaves it in doubt.
   *
   * @param service as signatures name it
   */
  static DirectRoute told(String service, Place place) {
    DirectRoute route = new DirectRoute();
    route.way =
        new Way(
            start(place.server()).putHeader(USER_AGENT, "ferry").build(),
            new Scope(place.region(), service));
    route.told = true;
    return route;
  }

  /**
   * What all requests have in common.
   *
   * @param request the start of each, without a body or what depends on it
   * @param scope what signatures are for
   */
  record Way(SdkHttpRequest request, Scope scope) {}

  /** For the SDK. */
  @Override
  public void afterTransmission(Context.AfterTransmission answered, ExecutionAttributes unused) {
    if (way == null && answered.httpResponse().isSuccessful() && left.decrementAndGet() <= 0) {
      way = learned(answered.httpRequest()).orElse(null);
    }
  }

  private static Optional<Way> learned(SdkHttpRequest sent) {
    boolean known =
        sent.method() == SdkHttpMethod.POST
            && sent.encodedPath().length() <= 1
            && sent.rawQueryParameters().isEmpty()
            && sent.firstMatchingHeader(CONTENT_TYPE).filter(JSON::equals).isPresent();
    return known
        ? sent.firstMatchingHeader("Authorization")
            .flatMap(Scope::of)
            .map(scope -> new Way(common(sent), scope))
        : Optional.empty();
  }

  private static SdkHttpRequest common(SdkHttpRequest sent) {
    SdkHttpRequest.Builder common = start(sent.getUri());
    sent.firstMatchingHeader(USER_AGENT).ifPresent(agent -> common.putHeader(USER_AGENT, agent));
    return common.build();
  }

  private static SdkHttpRequest.Builder start(URI server) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol(server.getScheme())
        .host(server.getHost())
        .port(server.getPort())
        .encodedPath("/")
        .putHeader(CONTENT_TYPE, JSON);
  }

  /** A request succeeded there: what fails from now on says nothing of the way. */
  void prove() {
    if (told) {
      told = false;
    }
  }

  /** Forgets what it was told, if no request has proven it: the client is to show the way. */
  void doubt() {
    if (told) {
      told = false;
      way = null;
    }
  }

  /** Null while nothing is known. */
  @Nullable Way way() {
    return way;
  }
}
