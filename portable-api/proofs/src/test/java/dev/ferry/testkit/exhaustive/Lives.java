package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All records that were seen. What no rule reads is made equal: when a round first failed, the
 * lease of what does not run, the story of a dead letter that was sent.
 */
final class Lives {
  /** The time at which everything happens: leases end because a step says so. */
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Instant OVER = NOW.minus(Duration.ofMinutes(1));

  private final Map<LifeRecord, Life> known = new HashMap<>();
  private final Life none = new Life(null);

  Life none() {
    return none;
  }

  Life of(@Nullable LifeRecord record) {
    return record == null ? none : known.computeIfAbsent(plain(record), Life::new);
  }

  private static LifeRecord plain(LifeRecord r) {
    return new LifeRecord(
        r.state(),
        r.round(),
        r.attempts(),
        r.token(),
        r.state() == State.RUNNING ? r.until() : NOW,
        r.retention(),
        NOW.plus(r.retention()),
        r.state() == State.DEAD_LETTERING ? r.envelope() : null,
        r.outbox(),
        r.firstFailure() == null ? null : NOW,
        r.scheduled());
  }

  /** The same with its lease over. */
  Life over(Life life) {
    LifeRecord r = life.record();
    return r == null ? none : of(with(r, r.token(), OVER));
  }

  /** The same with another owner's token. */
  Life ownedBy(Life life, Owner owner) {
    LifeRecord r = life.record();
    return r == null || life.owner() == owner ? life : of(with(r, owner.name(), r.until()));
  }

  private static LifeRecord with(LifeRecord r, String token, Instant until) {
    return new LifeRecord(
        r.state(),
        r.round(),
        r.attempts(),
        token,
        until,
        r.retention(),
        r.expiresAt(),
        r.envelope(),
        r.outbox(),
        r.firstFailure(),
        r.scheduled());
  }

  /** How many there are. */
  int size() {
    return known.size() + 1;
  }
}
