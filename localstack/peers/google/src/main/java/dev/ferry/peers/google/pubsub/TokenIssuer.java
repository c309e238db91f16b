package dev.ferry.peers.google.pubsub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Signs the tokens of push requests, as accounts.google.com does, and publishes its keys on
 * loopback: at {@link #certs()} as a JSON Web Key Set, and named by an OpenID configuration.
 *
 * <p>Safe for use by any number of threads.
 */
public final class TokenIssuer implements AutoCloseable {
  private static final String CERTS = "/oauth2/v3/certs";
  private static final int UNAVAILABLE = 503;

  private final InstantSource clock;
  private final HttpServer http;
  private final ExecutorService threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<SigningKey> keys = new ArrayDeque<>();
  private volatile boolean out;

  private TokenIssuer(InstantSource clock, HttpServer http, ExecutorService threads) {
    this.clock = clock;
    this.http = http;
    this.threads = threads;
  }

  /**
   * Starts it on a port of its own. Its first key is made when somebody needs it: that takes longer
   * than all the rest.
   */
  public static TokenIssuer start(InstantSource clock) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("peer-oidc"));
      TokenIssuer issuer = new TokenIssuer(clock, http, threads);
      http.setExecutor(threads);
      http.createContext(CERTS, exchange -> issuer.answer(exchange, issuer.keySet()));
      http.createContext(
          "/.well-known/openid-configuration",
          exchange -> issuer.answer(exchange, issuer.configuration()));
      http.start();
      return issuer;
    } catch (IOException noPort) {
      throw new UncheckedIOException("start a token issuer on loopback", noPort);
    }
  }

  /** Who it is: the {@code iss} of its tokens. */
  public String issuer() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Where its public keys are. */
  public URI certs() {
    return URI.create(issuer() + CERTS);
  }

  /** What a token of now says. */
  public IdToken claims(String audience, String email) {
    return IdToken.of(issuer(), audience, email, clock.instant());
  }

  /** A signed token of now. */
  public String token(String audience, String email) {
    return sign(claims(audience, email));
  }

  /** A signed token that says this. */
  public String sign(IdToken token) {
    return published().getLast().sign(token.json());
  }

  /** The keys that are published, the one that signs last. */
  private Deque<SigningKey> published() {
    lock.lock();
    try {
      if (keys.isEmpty()) {
        keys.add(SigningKey.make());
      }
      return new ArrayDeque<>(keys);
    } finally {
      lock.unlock();
    }
  }

  /** Signs with a new key from now on; keys before the last are published no more. */
  public void rotate() {
    lock.lock();
    try {
      SigningKey last = published().getLast();
      keys.clear();
      keys.add(last);
      keys.add(SigningKey.make());
    } finally {
      lock.unlock();
    }
  }

  /** Lets those who ask for the keys wait for better times, or not. */
  public void outage(boolean begins) {
    out = begins;
  }

  private String keySet() {
    JsonArray set = new JsonArray();
    published().forEach(key -> set.add(key.json()));
    JsonObject json = new JsonObject();
    json.add("keys", set);
    return json.toString();
  }

  private String configuration() {
    JsonObject json = new JsonObject();
    json.addProperty("issuer", issuer());
    json.addProperty("jwks_uri", certs().toString());
    return json.toString();
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] bytes = (out ? "{}" : json).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "public, max-age=3600");
      exchange.sendResponseHeaders(out ? UNAVAILABLE : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
