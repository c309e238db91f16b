package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A server, a store whose requests are noted and whose clock is moved by hand, a client of the
 * test's own. For one test.
 */
final class Desk implements AutoCloseable {
  static final String TABLE = "records";
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(30);
  static final Duration SKEW = Duration.ofSeconds(2);

  private volatile Instant now = Instant.parse("2026-11-23T10:15:30.123456789Z");

  final DynamoServer server = DynamoServer.start();
  final WatchedHttpClient requests = new WatchedHttpClient();
  final DynamoDbClient client = TestClients.at(server.endpoint());
  final DynamoIdempotencyStore store;

  /** A desk whose store gathers completions for that long. */
  Desk(Duration completionWindow) {
    Connection connection = TestClients.direct(server.endpoint(), requests);
    new RecordTableAdmin(connection.client()).createTable(TABLE);
    this.store =
        DynamoIdempotencyStore.builder(TABLE)
            .connection(connection)
            .clock(() -> now)
            .skew(SKEW)
            .completionWindow(completionWindow)
            .build();
    requests.taken();
  }

  Desk() {
    this(Duration.ZERO);
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
    client.close();
    server.close();
  }
}
