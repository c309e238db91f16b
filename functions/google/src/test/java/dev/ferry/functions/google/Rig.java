package dev.ferry.functions.google;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.host.google.LoopbackFramework;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A function of a handler {@code take} on channel {@code orders}, deployed as its variables say,
 * behind the real framework on loopback. Dead letters go to the embedded broker.
 */
final class Rig implements AutoCloseable {
  static final String AUDIENCE = "https://orders.example.test/";
  static final String ACCOUNT = "push@example.test";

  final List<String> handled = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> exits = new CopyOnWriteArrayList<>();

  /** Ends what the process's end would end. */
  Runnable whenItExits = () -> {};

  final List<ProcessingEvent> events = new CopyOnWriteArrayList<>();
  final Map<String, String> variables = new TreeMap<>();
  final LocalIssuer issuer = LocalIssuer.start(InstantSource.system());
  final EmbeddedProvider provider = EmbeddedProvider.of(EmbeddedBroker.builder().build());
  final Messaging messaging = Messaging.builder().provider(provider).build();
  final HandlerSettings.Builder settings =
      HandlerSettings.builder("take", "orders")
          .retry(
              RetryPolicy.defaults()
                  .withAttempts(3)
                  .withBackoff(Backoff.fixed(Duration.ofSeconds(3))))
          .budget(Duration.ofSeconds(20))
          .concurrency(4)
          .grace(Duration.ofSeconds(1));
  IdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), InstantSource.system());
  MessageHandler<String> handler = (order, context) -> handled.add(order);

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable LoopbackFramework framework;

  Rig() {
    for (String queue : List.of("orders", "dead", "parked")) {
      messaging.admin("embedded").createQueue(QueueSpec.standard(queue));
      variables.put("FERRY_CHANNEL_" + queue.toUpperCase(Locale.ROOT), "embedded:" + queue);
    }
    variables.put("FERRY_HANDLER", "take");
    variables.put("FERRY_CALLER_AUDIENCE", AUDIENCE);
    variables.put("FERRY_CALLER_ACCOUNTS", ACCOUNT);
    variables.put("FERRY_CALLER_ISSUER", issuer.issuer());
    variables.put("FERRY_CALLER_KEYS", issuer.keys().toString());
    variables.put("GOOGLE_CLOUD_PROJECT", "p");
  }

  Application application() {
    return wiring ->
        wiring
            .handler("take", Codec.utf8(), () -> handler)
            .deadLetterOn(IllegalArgumentException.class);
  }

  GoogleSetup setup() {
    variables.putIfAbsent(
        "FERRY_POLICY",
        new FunctionPolicy(settings.build(), "dead", "parked", "id", false).toJson());
    return GoogleSetup.ofProcess()
        .withEnvironment(new FunctionEnvironment(variables))
        .withMessaging(
            listener -> Messaging.builder().listener(listener).provider(provider).build())
        .withStore(store)
        .withListener(events::add)
        .withLog(lines::add)
        .withExit(this::exit);
  }

  /** A token as the push subscription has it. */
  String token() {
    return issuer.token(AUDIENCE, ACCOUNT);
  }

  /** The status that the push function answers; the first call makes it. */
  int push(String body) throws IOException, InterruptedException {
    return call("Bearer " + token(), body).statusCode();
  }

  /** A request with this authorization, or none. */
  HttpResponse<String> call(@Nullable String authorization, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address())
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/json")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .POST(BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  URI address() {
    return serving(Entries.Push.class);
  }

  /** Where a function of an entry class is; the first call makes it. */
  URI serving(Class<?> entry) {
    LoopbackFramework serving = framework;
    if (serving == null) {
      serving = Entries.with(this, () -> LoopbackFramework.start(entry, 0));
      framework = serving;
    }
    return serving.address();
  }

  /** The messages of a queue of the embedded broker, which stay there. */
  List<Message> in(String queue) {
    try (Subscription subscription = messaging.subscription("embedded:" + queue)) {
      List<Delivery> deliveries = subscription.receive(10, Duration.ZERO);
      deliveries.forEach(delivery -> delivery.nack(Duration.ZERO));
      return deliveries.stream().map(Delivery::message).toList();
    }
  }

  /** What became of the messages so far, in the words of {@link ProcessingEvent.Kind}. */
  List<String> fates() {
    return events.stream().map(event -> event.kind().name()).toList();
  }

  @Override
  public void close() {
    if (framework != null) {
      framework.close();
    }
    issuer.close();
  }

  private void exit() {
    exits.add("exit");
    whenItExits.run();
  }
}
