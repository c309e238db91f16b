package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.testkit.memory.InMemoryStoreHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules as a careless store might have them, each wrong in one place. */
public final class BrokenRules {
  private static final LifeRules RIGHT = new LifeRules(InMemoryStoreHarness.SKEW);

  private BrokenRules() {}

  private static class Rules extends LifeRules {
    Rules() {
      super(InMemoryStoreHarness.SKEW);
    }
  }

  /** A wrong answer to a claim that finds a record. */
  private interface WrongClaim {
    LifeRules.Step<Claim> claim(LifeRecord found, ClaimRequest request, Instant now);
  }

  private static LifeRules claiming(WrongClaim wrong) {
    return new Rules() {
      @Override
      public Step<Claim> claim(@Nullable LifeRecord found, ClaimRequest request, Instant now) {
        return found == null ? super.claim(null, request, now) : wrong.claim(found, request, now);
      }
    };
  }

  private static LifeRecord as(LifeRecord record, State state) {
    return copy(record, state, record.attempts(), record.token(), record.expiresAt());
  }

  private static LifeRecord runningAs(LifeRecord record, String token) {
    return copy(record, State.RUNNING, record.attempts(), token, record.expiresAt());
  }

  private static LifeRecord copy(
      LifeRecord r, State state, int attempts, String token, Instant expiresAt) {
    return new LifeRecord(
        state,
        r.round(),
        attempts,
        token,
        r.until(),
        r.retention(),
        expiresAt,
        r.envelope(),
        r.outbox(),
        r.firstFailure(),
        r.scheduled());
  }

  private static boolean dead(LifeRecord record) {
    return record.state() == State.DEAD_LETTERING || record.state() == State.DEAD_LETTERED;
  }

  public static LifeRules completionIsNotFenced() {
    return new Rules() {
      @Override
      public Step<Written> complete(
          @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
        return super.complete(
            found == null || found.state() == State.COMPLETED
                ? found
                : runningAs(found, claim.token()),
            claim,
            outbox,
            now);
      }
    };
  }

  public static LifeRules releaseIsFencedByTokenAlone() {
    return new Rules() {
      @Override
      public Step<Written> release(
          @Nullable LifeRecord found, Claimed claim, boolean attempted, Instant now) {
        boolean shown = found != null && found.token().equals(claim.token());
        return super.release(
            found != null && shown ? as(found, State.RUNNING) : found, claim, attempted, now);
      }
    };
  }

  public static LifeRules releaseForgetsAttempts() {
    return new Rules() {
      @Override
      public Step<Written> release(
          @Nullable LifeRecord found, Claimed claim, boolean attempted, Instant now) {
        Step<Written> step = super.release(found, claim, attempted, now);
        LifeRecord r = step.record();
        return r == null || r.state() != State.RELEASED
            ? step
            : new Step<>(step.answer(), copy(r, r.state(), 0, r.token(), r.expiresAt()));
      }
    };
  }

  static LifeRules attemptIsNeverTakenBack() {
    return new Rules() {
      @Override
      public Step<Written> release(
          @Nullable LifeRecord found, Claimed claim, boolean attempted, Instant now) {
        return super.release(found, claim, true, now);
      }
    };
  }

  public static LifeRules lateOwnerRenews() {
    return new Rules() {
      @Override
      public Step<Written> renew(
          @Nullable LifeRecord found, Claimed claim, Duration lease, Instant now) {
        boolean running = found != null && found.state() == State.RUNNING;
        return super.renew(
            found != null && running ? runningAs(found, claim.token()) : found, claim, lease, now);
      }
    };
  }

  static LifeRules renewalChangesNothing() {
    return new Rules() {
      @Override
      public Step<Written> renew(
          @Nullable LifeRecord found, Claimed claim, Duration lease, Instant now) {
        return new Step<>(super.renew(found, claim, lease, now).answer(), found);
      }
    };
  }

  public static LifeRules duplicateOfADeadLetterRuns() {
    return claiming((found, request, now) -> RIGHT.claim(dead(found) ? null : found, request, now));
  }

  public static LifeRules deadLetteringIsTakenForSent() {
    return claiming(
        (found, request, now) ->
            RIGHT.claim(
                found.state() == State.DEAD_LETTERING ? as(found, State.DEAD_LETTERED) : found,
                request,
                now));
  }

  static LifeRules deadLetterOfAnyRoundIsMarked() {
    return new Rules() {
      @Override
      public @Nullable LifeRecord deadLettered(@Nullable LifeRecord found, int round, Instant now) {
        return super.deadLettered(found, found == null ? round : found.round(), now);
      }
    };
  }

  static LifeRules deadLetterIsForgottenEarly() {
    return new Rules() {
      @Override
      public @Nullable LifeRecord deadLettered(@Nullable LifeRecord found, int round, Instant now) {
        LifeRecord sent = super.deadLettered(found, round, now);
        return found == null || sent == null
            ? sent
            : copy(sent, sent.state(), sent.attempts(), sent.token(), found.expiresAt());
      }
    };
  }

  public static LifeRules lastCopyIsOld() {
    return new Rules() {
      @Override
      protected boolean isOlderBranch(LifeRecord record, ClaimRequest request) {
        return request.branch() <= record.scheduled() && record.scheduled() > 0;
      }
    };
  }

  public static LifeRules markOutlivesItsRound() {
    return new Rules() {
      @Override
      public @Nullable LifeRecord retryScheduled(
          @Nullable LifeRecord found, int round, int attempt, Instant now) {
        return super.retryScheduled(found, found == null ? round : found.round(), attempt, now);
      }
    };
  }

  static LifeRules olderBranchRunsOn() {
    return new Rules() {
      @Override
      protected boolean isOlderBranch(LifeRecord record, ClaimRequest request) {
        return false;
      }
    };
  }

  public static LifeRules earlierLifeRunsOn() {
    return claiming(
        (found, request, now) -> {
          boolean open = found.state() == State.RUNNING || found.state() == State.RELEASED;
          return RIGHT.claim(open && request.round() < found.round() ? null : found, request, now);
        });
  }

  static LifeRules redriveRunsACompletedLife() {
    return claiming(
        (found, request, now) -> {
          boolean redriven = request.round() > found.round();
          return RIGHT.claim(
              redriven && found.state() == State.COMPLETED ? null : found, request, now);
        });
  }

  public static LifeRules runningRecordIsFree() {
    return claiming(
        (found, request, now) -> {
          boolean theirs = !found.token().equals(request.token());
          return RIGHT.claim(
              theirs && found.state() == State.RUNNING ? as(found, State.RELEASED) : found,
              request,
              now);
        });
  }

  static LifeRules expiryIsLeftToTheSweep() {
    return claiming(
        (found, request, now) ->
            RIGHT.claim(
                copy(found, found.state(), found.attempts(), found.token(), Instant.MAX),
                request,
                now));
  }

  static LifeRules lateWritesIgnoreExpiry() {
    return new Rules() {
      @Override
      public Step<Written> complete(
          @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
        return super.complete(
            found == null
                ? null
                : copy(found, found.state(), found.attempts(), found.token(), Instant.MAX),
            claim,
            outbox,
            now);
      }
    };
  }

  static LifeRules lostResponseClaimsAnew() {
    return claiming(
        (found, request, now) -> {
          boolean ours = found.token().equals(request.token());
          return RIGHT.claim(
              ours && found.state() == State.RUNNING ? as(found, State.RELEASED) : found,
              request,
              now);
        });
  }

  static LifeRules lostCompletionIsFencedOut() {
    return new Rules() {
      @Override
      public Step<Written> complete(
          @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
        Step<Written> step = super.complete(found, claim, outbox, now);
        return step.answer() == Written.OWN_COMPLETED
            ? new Step<>(Written.FENCED_OUT, step.record())
            : step;
      }
    };
  }

  public static LifeRules outboxIsNotKept() {
    return new Rules() {
      @Override
      public Step<Written> complete(
          @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
        return super.complete(found, claim, List.of(), now);
      }
    };
  }

  static LifeRules clocksAreTrusted() {
    return new LifeRules(Duration.ZERO);
  }
}
