package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.ProtocolModel.Answer;
import dev.ferry.idempotency.ProtocolModel.Fate;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records, claims and requests for tests, and what they are in terms of the model. */
final class Lives {
  static final IdempotencyKey KEY = IdempotencyKey.of("orders", "payment", "order-1");
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Duration SKEW = Duration.ofSeconds(2);
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(7);
  static final Duration TICK = Duration.ofNanos(1);
  static final ShortEnvelope ENVELOPE =
      new ShortEnvelope("ATTEMPTS_EXHAUSTED", "java.io.IOException", 3, NOW, NOW);
  static final List<StagedMessage> OUTBOX =
      List.of(new StagedMessage("receipts", Message.of("receipt").withId("order-1/receipt")));

  private Lives() {}

  static String token(int number) {
    return "token-" + number;
  }

  static ClaimRequest request(int round, int token) {
    return new ClaimRequest(KEY, round, token(token), LEASE, RETENTION);
  }

  static Claimed claimed(int round, int token) {
    return new Claimed(KEY, token(token), round, 1, NOW.plus(LEASE), RETENTION, null);
  }

  /** A record whose lease, seen at {@link #NOW} and with the skew, is just over or just not. */
  static @Nullable LifeRecord record(Life life) {
    if (life.stage() == Stage.NONE) {
      return null;
    }
    Instant over = NOW.minus(SKEW);
    return new LifeRecord(
        State.valueOf(life.stage().name()),
        life.round(),
        life.attempts(),
        token(life.token()),
        life.leaseOver() ? over : over.plus(TICK),
        RETENTION,
        NOW.plus(RETENTION),
        life.stage() == Stage.DEAD_LETTERING || life.stage() == Stage.DEAD_LETTERED
            ? ENVELOPE
            : null,
        List.of(),
        null);
  }

  static Life life(@Nullable LifeRecord record, Instant now) {
    if (record == null) {
      return Life.NONE;
    }
    return new Life(
            Stage.valueOf(record.state().name()),
            record.round(),
            record.attempts(),
            Integer.parseInt(record.token().replace("token-", "")),
            !now.isBefore(record.until().plus(SKEW)))
        .comparable();
  }

  static Answer answer(Claim claim) {
    return switch (kind(claim)) {
      case "Claimed" -> Answer.CLAIMED;
      case "InProgress" -> Answer.BUSY;
      case "DeadLettering" -> Answer.SEND_AGAIN;
      default -> Answer.DONE;
    };
  }

  static String kind(Claim claim) {
    return claim.getClass().getSimpleName();
  }

  static Fate fate(Written written) {
    return switch (written) {
      case WRITTEN -> Fate.GOES_ON;
      case OWN_COMPLETED -> Fate.ACKS;
      case FENCED_OUT -> Fate.SETTLES_NOTHING;
    };
  }
}
