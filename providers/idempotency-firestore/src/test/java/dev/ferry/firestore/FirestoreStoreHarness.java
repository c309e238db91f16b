package dev.ferry.firestore;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.testkit.idempotency.EffectLedger;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Stores over one new collection of a server. */
class FirestoreStoreHarness implements IdempotencyStoreHarness {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FirestoreClient client;
  private final FirestoreCollection records =
      FirestoreCollection.parse("conformance/records-" + UUID.randomUUID());
  private final FirestoreEffectLedger ledger;

  FirestoreStoreHarness(String endpoint) {
    this.client = FirestoreClient.at(endpoint).withTimeout(PATIENCE);
    this.ledger =
        new FirestoreEffectLedger(
            client, FirestoreCollection.parse("conformance/effects-" + UUID.randomUUID()));
  }

  @Override
  public IdempotencyStore open(InstantSource clock) {
    return FirestoreIdempotencyStore.builder(records)
        .client(client)
        .clock(clock)
        .skew(skew())
        .build();
  }

  @Override
  public Duration skew() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Optional<EffectLedger> ledger() {
    return Optional.of(ledger);
  }

  @Override
  public int races() {
    return 20;
  }

  @Override
  public void close() {
    client.close();
  }
}
