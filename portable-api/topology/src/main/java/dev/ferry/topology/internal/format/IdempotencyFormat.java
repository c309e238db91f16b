package dev.ferry.topology.internal.format;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.ferry.topology.Guarantee;
import dev.ferry.topology.Idempotency;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;
import java.time.Duration;

/** How it is known that a message was handled: {@code handlers.payment.idempotency}. */
final class IdempotencyFormat {

  static final Key<Boolean> ENABLED =
      Key.optional(
          "enabled",
          Kinds.flag(),
          "Whether records of handled messages are kept. By default yes, as every broker delivers"
              + " twice now and then; with at-least-once no.");
  static final Key<Idempotency.Store> STORE =
      Key.of(
          "store",
          Kinds.choice(Idempotency.Store.class),
          "default",
          "Where records are kept. By default in the host's own cloud: DynamoDB, Firestore or"
              + " Azure Tables; in memory on one machine.");
  static final Key<Duration> RETENTION =
      Key.optional(
          "retention",
          Kinds.duration(ofMinutes(1), ofDays(3650)),
          "How long a record is kept after its message was handled. By default as long as a copy"
              + " of the message may come back, and a day: the queue's retention, plus the"
              + " dead-letter queue's for each round.");
  static final Key<Duration> LEASE =
      Key.of(
          "lease",
          Kinds.duration(ofSeconds(1), ofHours(12)),
          "30s",
          "How long a claim holds before another process may take it over; it is renewed while the"
              + " handler runs. 30s by default: a crash delays its messages by no more.");

  static final Section SECTION = Section.of(ENABLED, STORE, RETENTION, LEASE);

  private IdempotencyFormat() {}

  static Idempotency idempotency(Fields in, Guarantee guarantee, Duration copiesComeBackFor) {
    return new Idempotency(
        in.find(ENABLED).orElse(guarantee != Guarantee.AT_LEAST_ONCE),
        in.get(STORE),
        in.find(RETENTION).orElse(copiesComeBackFor.plusDays(1)),
        in.get(LEASE));
  }
}
