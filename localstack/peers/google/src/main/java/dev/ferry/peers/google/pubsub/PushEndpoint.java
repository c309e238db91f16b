package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PushConfig;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by HTTP: one message a request, whose deadline is the subscription's. How many are under
 * way at once grows with those that succeed and shrinks with those that fail.
 */
final class PushEndpoint implements Receiver {
  private static final Set<Integer> ACKS = Set.of(102, 200, 201, 202, 204);
  private static final int MOST_AT_ONCE = 64;

  private final Broker broker;
  private final Feed feed;
  private final HttpClient client;
  private final TokenIssuer issuer;
  private final PushConfig config;
  private int window = 4;
  private int underWay;
  private boolean ended;

  PushEndpoint(Broker broker, Feed feed, HttpClient client, TokenIssuer issuer) {
    this.broker = broker;
    this.feed = feed;
    this.client = client;
    this.issuer = issuer;
    this.config = feed.settings().getPushConfig();
  }

  PushConfig config() {
    return config;
  }

  @Override
  public int room() {
    return ended ? 0 : window - underWay;
  }

  @Override
  public Duration lease(Duration ofSubscription) {
    return ofSubscription;
  }

  @Override
  public int perKey() {
    return 1;
  }

  @Override
  public void deliver(List<Stored> messages) {
    for (Stored stored : messages) {
      underWay++;
      String ackId = stored.ackId;
      var unused =
          client
              .sendAsync(request(stored), HttpResponse.BodyHandlers.discarding())
              .whenComplete((response, failed) -> answered(ackId, response));
    }
  }

  private HttpRequest request(Stored stored) {
    String name = feed.settings().getName();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.getPushEndpoint()))
            .timeout(Duration.ofSeconds(feed.settings().getAckDeadlineSeconds()))
            .header("Content-Type", "application/json")
            .header(
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    PushBody.of(Received.of(stored, feed.settings()), name)));
    if (config.hasOidcToken()) {
      request.header("Authorization", "Bearer " + token(config.getOidcToken()));
    }
    return request.build();
  }

  private String token(PushConfig.OidcToken of) {
    String audience = of.getAudience().isEmpty() ? config.getPushEndpoint() : of.getAudience();
    return issuer.token(audience, of.getServiceAccountEmail());
  }

  private void answered(String ackId, @Nullable HttpResponse<Void> response) {
    boolean ack = response != null && ACKS.contains(response.statusCode());
    try {
      broker.with(
          feed.settings().getName(),
          at -> {
            underWay--;
            window = ack ? Math.min(MOST_AT_ONCE, window + 1) : Math.max(1, window / 2);
            boolean unused = ack ? at.ack(ackId) : at.modify(ackId, 0);
            at.pump();
            return at;
          });
    } catch (StatusRuntimeException subscriptionIsGone) {
      // Then there is nothing to settle.
    }
  }

  @Override
  public void end() {
    ended = true;
  }
}
