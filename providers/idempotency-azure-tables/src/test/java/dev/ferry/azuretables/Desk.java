package dev.ferry.azuretables;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.peers.azure.tables.TablesServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** A server, a client that counts, a store whose clock is moved by hand. For one test. */
final class Desk implements AutoCloseable {
  static final String TABLE = "records";
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(30);
  static final Duration SKEW = Duration.ofSeconds(2);

  private volatile Instant now = Instant.parse("2026-11-23T10:15:30.123456789Z");
  private final List<String> requests = new CopyOnWriteArrayList<>();

  final TablesServer server = TablesServer.start();
  final AzureTablesStoreBuilder builder;
  final AzureTablesIdempotencyStore store;

  /** A desk whose store gathers completions for that long. */
  Desk(Duration completionWindow) {
    builder =
        AzureTablesIdempotencyStore.builder(TABLE)
            .connectionString(server.connectionString())
            .client(client -> client.addPolicy(new Counting()))
            .clock(() -> now)
            .skew(SKEW)
            .completionWindow(completionWindow);
    builder.admin().createTable();
    store = builder.build();
    requests.clear();
  }

  Desk() {
    this(Duration.ZERO);
  }

  private final class Counting implements HttpPipelinePolicy {
    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      throw new AssertionError("the store uses the synchronous client");
    }

    @Override
    public HttpResponse processSync(
        HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
      String path = context.getHttpRequest().getUrl().getPath();
      requests.add(
          path.endsWith("$batch") ? "batch" : context.getHttpRequest().getHttpMethod() + "");
      return next.processSync();
    }
  }

  /** The requests since the last time that this was asked. */
  List<String> taken() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  static IdempotencyKey key(String id) {
    return IdempotencyKey.of("orders", "payment", id);
  }

  static ClaimRequest request(String id) {
    return ClaimRequest.of(key(id), 0, LEASE, RETENTION);
  }

  /** Requests of messages 0, 1, 2 and so on. */
  static List<ClaimRequest> requests(int count) {
    return IntStream.range(0, count).mapToObj(number -> request("m" + number)).toList();
  }

  Claimed claimed(String id) {
    return granted(store.claim(request(id)));
  }

  static Claimed granted(Claim claim) {
    if (claim instanceof Claimed claimed) {
      return claimed;
    }
    throw new AssertionError("not granted: " + claim);
  }

  Instant now() {
    return now;
  }

  void pass(Duration span) {
    now = now.plus(span);
  }

  @Override
  public void close() {
    store.close();
    server.close();
  }
}
