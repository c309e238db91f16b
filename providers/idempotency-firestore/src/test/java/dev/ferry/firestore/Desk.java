package dev.ferry.firestore;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.peers.google.firestore.FirestoreServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A server that counts, a client, a store whose clock is moved by hand. For one test. */
final class Desk implements AutoCloseable {
  static final FirestoreCollection RECORDS = FirestoreCollection.parse("desk/records");
  static final FirestoreCollection EFFECTS = FirestoreCollection.parse("desk/effects");
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(30);
  static final Duration SKEW = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private volatile Instant now = Instant.parse("2026-11-28T10:15:30.123456789Z");

  final FirestoreServer server = FirestoreServer.start();
  final FirestoreClient client = FirestoreClient.at(server.endpoint()).withTimeout(PATIENCE);
  final FirestoreIdempotencyStore store;

  /** A desk whose store gathers completions for that long. */
  Desk(Duration completionWindow) {
    this.store = open(completionWindow);
  }

  Desk() {
    this(Duration.ZERO);
  }

  /** Another worker's store. */
  FirestoreIdempotencyStore open(Duration completionWindow) {
    return FirestoreIdempotencyStore.builder(RECORDS)
        .client(client)
        .clock(() -> now)
        .skew(SKEW)
        .completionWindow(completionWindow)
        .build();
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
