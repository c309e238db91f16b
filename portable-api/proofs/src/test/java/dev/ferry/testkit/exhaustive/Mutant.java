package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.testkit.idempotency.BrokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A setup that is wrong in one place, and what comes of it first.
 *
 * @param name what is wrong
 * @param violation what is found, at the end of the shortest schedule that shows it
 * @param faults the faults that it takes
 * @param setup the setup
 */
record Mutant(String name, String violation, Faults faults, Setup setup) {
  /**
   * All: of the record's rules, of the outbox, of what the library makes of an answer, of copies.
   */
  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "completion is not fenced",
            "effect and dead letter",
            faults(0, 1, 1, 0, 0),
            rules(BrokenRules.completionIsNotFenced())),
        new Mutant(
            "release is fenced by token alone",
            "two effects",
            faults(0, 0, 0, 1, 0),
            rules(BrokenRules.releaseIsFencedByTokenAlone())),
        new Mutant(
            "release forgets the attempts",
            "more runs than attempts",
            faults(0, 1, 1, 0, 0),
            rules(BrokenRules.releaseForgetsAttempts())),
        new Mutant(
            "late owner renews",
            "published without an effect",
            faults(0, 1, 1, 0, 0),
            rules(BrokenRules.lateOwnerRenews())),
        new Mutant(
            "dead letter keeps its round",
            "lost: no effect and no dead letter",
            faults(0, 0, 0, 0, 0),
            new Setup() {
              @Override
              int deadLetterRound(int round) {
                return round - 1;
              }
            }),
        new Mutant(
            "dead lettering is taken for sent",
            "lost: no effect and no dead letter",
            faults(1, 0, 0, 0, 0),
            rules(BrokenRules.deadLetteringIsTakenForSent())),
        new Mutant(
            "duplicate of a dead message runs",
            "more runs than attempts",
            faults(0, 0, 1, 0, 0),
            rules(BrokenRules.duplicateOfADeadLetterRuns())),
        new Mutant(
            "earlier life runs on",
            "more runs than attempts",
            faults(0, 0, 1, 0, 0),
            rules(BrokenRules.earlierLifeRunsOn())),
        new Mutant(
            "running record is free",
            "more runs than attempts",
            faults(0, 0, 1, 0, 0),
            rules(new NoLeases())),
        new Mutant(
            "dead letter is sent before it is marked",
            "effect and dead letter",
            faults(1, 0, 0, 0, 0),
            store(MarksLate::new)),
        new Mutant(
            "redelivery does not send the outbox",
            "an effect, but nothing was published",
            faults(1, 0, 0, 0, 0),
            store(HidesTheOutbox::new)),
        new Mutant(
            "outbox is forgotten before it is sent",
            "an effect, but nothing was published",
            faults(1, 0, 0, 0, 0),
            forgetsFirst()),
        new Mutant(
            "fenced out is acked",
            "published without an effect",
            faults(0, 1, 1, 0, 0),
            store(NeverFencesOut::new)),
        new Mutant(
            "failed dead letter is acked",
            "lost: no effect and no dead letter",
            faults(0, 0, 0, 0, 1),
            sendsDeadLettersHopefully()),
        new Mutant(
            "copy is marked before it is scheduled",
            "lost: no effect and no dead letter",
            faults(1, 0, 0, 0, 0),
            copies(new LifeRules(Duration.ZERO), Mutant::marksFirst)),
        new Mutant(
            "copy that is not scheduled is taken for sent",
            "lost: no effect and no dead letter",
            faults(0, 0, 0, 0, 1),
            copies(new LifeRules(Duration.ZERO), Mutant::sendsHopefully)),
        new Mutant(
            "copy that was scheduled last is taken for an older one",
            "lost: no effect and no dead letter",
            faults(0, 0, 0, 0, 0),
            copies(BrokenRules.lastCopyIsOld(), (sender, store) -> sender)),
        new Mutant(
            "mark of a copy outlives its round",
            "lost: no effect and no dead letter",
            faults(1, 0, 0, 0, 0),
            copies(BrokenRules.markOutlivesItsRound(), (sender, store) -> sender)));
  }

  private static Setup copies(
      LifeRules rules, BiFunction<PublisherDriver, IdempotencyStore, PublisherDriver> queue) {
    return new Setup() {
      @Override
      boolean copies() {
        return true;
      }

      @Override
      LifeRules rules() {
        return rules;
      }

      @Override
      PublisherDriver ownQueue(PublisherDriver sender, IdempotencyStore store) {
        return queue.apply(sender, store);
      }
    };
  }

  private static Faults faults(int crashes, int leases, int duplicates, int lost, int unreachable) {
    return new Faults(crashes, leases, duplicates, lost, unreachable);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Setup rules(LifeRules broken) {
    return new Setup() {
      @Override
      LifeRules rules() {
        return broken;
      }
    };
  }

  private static Setup store(UnaryOperator<IdempotencyStore> broken) {
    return new Setup() {
      @Override
      IdempotencyStore store(IdempotencyStore store) {
        return broken.apply(store);
      }
    };
  }

  private static Setup forgetsFirst() {
    return new Setup() {
      @Override
      PublisherDriver downstream(PublisherDriver sender, IdempotencyStore store) {
        return new SenderInBetween(
            sender,
            sending ->
                batch -> {
                  store.outboxSent(IdempotencyKey.of("in", "handler", "whichever"));
                  return sending.send(batch);
                });
      }
    };
  }

  private static Setup sendsDeadLettersHopefully() {
    return new Setup() {
      @Override
      PublisherDriver deadLetters(PublisherDriver sender) {
        return sendsHopefully(sender, null);
      }
    };
  }

  private static PublisherDriver sendsHopefully(
      PublisherDriver sender, @Nullable IdempotencyStore unused) {
    return new SenderInBetween(
        sender,
        sending ->
            batch -> {
              try {
                return sending.send(batch);
              } catch (MessagingException ignored) {
                return List.of(new SendResult.Sent("broker-id"));
              }
            });
  }

  /** Says that a copy is scheduled, and schedules it then. */
  private static PublisherDriver marksFirst(PublisherDriver sender, IdempotencyStore store) {
    return new SenderInBetween(
        sender,
        sending ->
            batch -> {
              store.retryScheduled(IdempotencyKey.of("in", "handler", "whichever"), 0, 1);
              return sending.send(batch);
            });
  }

  /** A running record may be claimed whatever its lease, without counting an attempt. */
  private static final class NoLeases extends LifeRules {
    NoLeases() {
      super(Duration.ZERO);
    }

    @Override
    public Step<Claim> claim(@Nullable LifeRecord found, ClaimRequest request, Instant now) {
      boolean free =
          found != null && found.state() == State.RUNNING && found.round() == request.round();
      return super.claim(free ? null : found, request, now);
    }
  }

  /** Marks nothing before the dead letter is sent, and everything after it. */
  private static final class MarksLate extends StoreInBetween {
    private @Nullable Claimed marked;
    private @Nullable ShortEnvelope envelope;

    MarksLate(IdempotencyStore store) {
      super(store);
    }

    @Override
    public List<Claim> claim(List<ClaimRequest> requests) {
      marked = null;
      return super.claim(requests);
    }

    @Override
    public Written deadLettering(Claimed claim, ShortEnvelope summary) {
      marked = claim;
      envelope = summary;
      return Written.WRITTEN;
    }

    @Override
    public void deadLettered(IdempotencyKey key, int round) {
      if (marked != null && envelope != null) {
        super.deadLettering(marked, envelope);
      }
      super.deadLettered(key, round);
    }
  }

  /** Says of a completed record that nothing is left to be sent. */
  private static final class HidesTheOutbox extends StoreInBetween {
    HidesTheOutbox(IdempotencyStore store) {
      super(store);
    }

    @Override
    public List<Claim> claim(List<ClaimRequest> requests) {
      return super.claim(requests).stream().map(HidesTheOutbox::withoutOutbox).toList();
    }

    private static Claim withoutOutbox(Claim claim) {
      return claim instanceof Claim.Completed completed
          ? new Claim.Completed(completed.round(), List.of())
          : claim;
    }
  }

  /** Takes every write of a late owner for one that took effect. */
  private static final class NeverFencesOut extends StoreInBetween {
    NeverFencesOut(IdempotencyStore store) {
      super(store);
    }

    @Override
    public Written complete(Claimed claim, List<StagedMessage> outbox) {
      return taken(super.complete(claim, outbox));
    }

    @Override
    public Written release(Claimed claim, boolean attempted) {
      return taken(super.release(claim, attempted));
    }

    @Override
    public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
      return taken(super.deadLettering(claim, envelope));
    }

    private static Written taken(Written written) {
      return written == Written.FENCED_OUT ? Written.OWN_COMPLETED : written;
    }
  }
}
