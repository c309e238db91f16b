package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery by HTTP, with tokens. */
class PushTest {
  private static final String ACCOUNT = "pusher@p.iam.gserviceaccount.com";

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private HttpServer endpoint;

  /** What came. */
  private record Request(String authorization, JsonObject body) {
    String data() {
      String base64 = body.getAsJsonObject("message").get("data").getAsString();
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", this::answer);
    endpoint.start();
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readNBytes(1 << 20), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              JsonParser.parseString(body).getAsJsonObject()));
      Integer status = answers.poll();
      exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    }
  }

  private PushConfig.Builder config() {
    return PushConfig.newBuilder()
        .setPushEndpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/orders");
  }

  private Request next() throws InterruptedException {
    return Objects.requireNonNull(requests.poll(30, TimeUnit.SECONDS), "no push came");
  }

  private static void awaitHeld(Rig rig, int messages, int leased) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    PubSubServer.Held wanted = new PubSubServer.Held(messages, leased);
    while (!rig.server.held(Rig.SUBSCRIPTION).equals(wanted) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(rig.server.held(Rig.SUBSCRIPTION)).isEqualTo(wanted);
  }

  @Test
  void message_isPushedWrapped_andA2xxAcksIt() throws InterruptedException {
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setPushConfig(config()))) {
      String id =
          rig.publish(message("hello").putAttributes("kind", "order").setOrderingKey("k")).get(0);

      Request request = next();
      JsonObject message = request.body().getAsJsonObject("message");
      assertThat(request.data()).isEqualTo("hello");
      assertThat(request.body().get("subscription").getAsString()).isEqualTo(Rig.SUBSCRIPTION);
      assertThat(message.get("messageId").getAsString()).isEqualTo(id);
      assertThat(message.get("message_id").getAsString()).isEqualTo(id);
      assertThat(message.get("orderingKey").getAsString()).isEqualTo("k");
      assertThat(message.getAsJsonObject("attributes").get("kind").getAsString())
          .isEqualTo("order");
      assertThat(message.get("publishTime").getAsString())
          .isEqualTo(rig.clock.instant().toString());
      assertThat(request.authorization()).isEqualTo("null");
      awaitHeld(rig, 0, 0);
    }
  }

  @Test
  void otherStatus_nacks_andTheBackoffIsTheSubscriptions() throws InterruptedException {
    RetryPolicy policy =
        RetryPolicy.newBuilder()
            .setMinimumBackoff(ServerTime.duration(Duration.ofSeconds(30)))
            .build();
    answers.add(503);
    try (Rig rig =
        new Rig().topic().subscribed(Rig.wanted().setPushConfig(config()).setRetryPolicy(policy))) {
      rig.publish(message("again"));
      assertThat(next().data()).isEqualTo("again");
      awaitHeld(rig, 1, 0);

      rig.clock.advance(Duration.ofSeconds(29));
      assertThat(requests).isEmpty();
      rig.clock.advance(Duration.ofSeconds(1));

      assertThat(next().data()).isEqualTo("again");
      awaitHeld(rig, 0, 0);
    }
  }

  @Test
  void orderedMessages_arePushedOneAtATime() throws InterruptedException {
    try (Rig rig =
        new Rig()
            .topic()
            .subscribed(Rig.wanted().setPushConfig(config()).setEnableMessageOrdering(true))) {
      rig.publishKeyed("a1", "a2", "a3");

      assertThat(next().data()).isEqualTo("a1");
      assertThat(next().data()).isEqualTo("a2");
      assertThat(next().data()).isEqualTo("a3");
    }
  }

  @Test
  void token_isSignedByThePublishedKey_forTheAudience() throws Exception {
    PushConfig.Builder signed =
        config()
            .setOidcToken(
                PushConfig.OidcToken.newBuilder()
                    .setServiceAccountEmail(ACCOUNT)
                    .setAudience("https://orders.example"));
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setPushConfig(signed))) {
      rig.publish(message("hello"));

      String[] parts = next().authorization().substring("Bearer ".length()).split("\\.", -1);
      JsonObject header = json(parts[0]);
      JsonObject claims = json(parts[1]);
      assertThat(header.get("alg").getAsString()).isEqualTo("RS256");
      assertThat(claims.get("aud").getAsString()).isEqualTo("https://orders.example");
      assertThat(claims.get("email").getAsString()).isEqualTo(ACCOUNT);
      assertThat(claims.get("email_verified").getAsBoolean()).isTrue();
      assertThat(claims.get("iss").getAsString()).isEqualTo(rig.server.issuer().issuer());
      assertThat(claims.get("exp").getAsLong())
          .isEqualTo(rig.clock.instant().plusSeconds(3600).getEpochSecond());
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(published(rig.server.issuer().certs(), header.get("kid").getAsString()));
      check.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.UTF_8));
      assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }
  }

  private static JsonObject json(String base64) {
    String text = new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static PublicKey published(URI certs, String id) throws Exception {
    String set =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(certs).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    JsonObject key =
        JsonParser.parseString(set).getAsJsonObject().getAsJsonArray("keys").asList().stream()
            .map(one -> one.getAsJsonObject())
            .filter(one -> one.get("kid").getAsString().equals(id))
            .findFirst()
            .orElseThrow();
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                new BigInteger(1, Base64.getUrlDecoder().decode(key.get("n").getAsString())),
                new BigInteger(1, Base64.getUrlDecoder().decode(key.get("e").getAsString()))));
  }

  @Test
  void endpointThatIsNotOfThisMachine_isRefused() {
    PushConfig elsewhere =
        PushConfig.newBuilder().setPushEndpoint("http://192.0.2.1/orders").build();
    try (Rig rig = new Rig().topic()) {
      assertThatThrownBy(() -> rig.subscribed(Rig.wanted().setPushConfig(elsewhere)))
          .hasMessageContaining("loopback only");
    }
  }
}
