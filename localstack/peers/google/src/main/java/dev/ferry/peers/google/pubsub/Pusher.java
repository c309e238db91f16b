package dev.ferry.peers.google.pubsub;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives each push subscription its endpoint. Called under the broker's lock. */
final class Pusher implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("peer-push"));
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(threads)
          .build();
  private final Map<String, PushEndpoint> endpoints = new HashMap<>();
  private final TokenIssuer issuer;

  Pusher(TokenIssuer issuer) {
    this.issuer = issuer;
  }

  /** Lets the feed have the endpoint that its settings name, if they do. */
  void follow(Feed feed, Broker broker) {
    PushEndpoint known = endpoints.get(feed.settings().getName());
    if (known != null && known.config().equals(feed.settings().getPushConfig())) {
      return;
    }
    forget(feed);
    if (!feed.settings().getPushConfig().getPushEndpoint().isEmpty()) {
      PushEndpoint endpoint = new PushEndpoint(broker, feed, client, issuer);
      endpoints.put(feed.settings().getName(), endpoint);
      feed.attach(endpoint);
    }
  }

  void forget(Feed feed) {
    PushEndpoint known = endpoints.remove(feed.settings().getName());
    if (known != null) {
      known.end();
      feed.leave(known);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
