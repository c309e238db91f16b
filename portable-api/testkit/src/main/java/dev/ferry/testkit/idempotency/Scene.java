package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** Where one test plays: a clock, workers' stores over the same records, lives nobody else has. */
final class Scene implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(30);
  static final Duration SECOND = Duration.ofSeconds(1);
  static final ShortEnvelope ENVELOPE =
      new ShortEnvelope(
          "ATTEMPTS_EXHAUSTED",
          "com.example.Überlastet$1",
          2,
          Instant.parse("2026-11-22T10:15:30Z"),
          Instant.parse("2026-11-22T10:17:30Z"));

  private final IdempotencyStoreHarness harness;
  private final VirtualClock clock =
      VirtualClock.startingAt(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final List<IdempotencyStore> opened = new ArrayList<>();
  private final IdempotencyStore store;

  Scene(IdempotencyStoreHarness harness) {
    this.harness = harness;
    this.store = anotherWorker();
  }

  /** The store as the first worker has it. */
  IdempotencyStore store() {
    return store;
  }

  /** The same records, as another process sees them. */
  IdempotencyStore anotherWorker() {
    return workerAhead(Duration.ZERO);
  }

  /** The same records, as a process sees them whose clock is ahead; behind, where negative. */
  IdempotencyStore workerAhead(Duration span) {
    IdempotencyStore other = harness.open(() -> clock.instant().plus(span));
    opened.add(other);
    return other;
  }

  /** A message that nothing is known about. */
  Life life() {
    return new Life(
        this, IdempotencyKey.of("conformance", "handler", UUID.randomUUID().toString()));
  }

  Instant now() {
    return clock.instant();
  }

  void pass(Duration span) {
    clock.advance(span);
  }

  /** Lets time pass until leases given now may be taken over. */
  void passLease() {
    pass(LEASE.plus(skew()));
  }

  Duration skew() {
    return harness.skew();
  }

  int races() {
    return harness.races();
  }

  /** Where effects are committed with completions; skips the test where the store cannot. */
  EffectLedger ledger() {
    Assumptions.assumeTrue(
        store.transactional(), "the store does not commit effects with completions");
    return harness
        .ledger()
        .orElseThrow(() -> new AssertionError("the harness of a transactional store has a ledger"));
  }

  /** A message to be sent after a commit, under an id. */
  static StagedMessage staged(String id) {
    return new StagedMessage("receipts", Message.of("receipt").withId(id));
  }

  @Override
  public void close() {
    opened.forEach(IdempotencyStore::close);
  }
}
