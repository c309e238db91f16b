package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores that keep to the rules and are wrong in how they do it. */
final class BrokenStores {
  private static final long NETWORK_NANOS = 200_000;

  private BrokenStores() {}

  /** A store that passes everything on. */
  private static class Passing extends FaultyStore {
    final IdempotencyStore store;

    Passing(IdempotencyStore store) {
      super(store);
      this.store = store;
    }

    @Override
    <A> A call(String verb, Supplier<A> call) {
      return call.get();
    }
  }

  /** A store whose completions no commit can join. */
  static final class WithoutCommits extends Passing {
    WithoutCommits(IdempotencyStore right) {
      super(right);
    }

    @Override
    public boolean transactional() {
      return false;
    }

    @Override
    public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
      return Completion.none();
    }
  }

  /** One field for the claim of whoever came last, whatever the caller hands in. */
  static final class RemembersTheLastClaim extends Passing {
    private volatile @Nullable Claimed last;

    RemembersTheLastClaim(IdempotencyStore right) {
      super(right);
    }

    @Override
    public List<Claim> claim(List<ClaimRequest> requests) {
      List<Claim> claims = super.claim(requests);
      for (Claim claim : claims) {
        if (claim instanceof Claimed claimed) {
          last = claimed;
        }
      }
      return claims;
    }

    @Override
    public Written complete(Claimed claim, List<StagedMessage> outbox) {
      Claimed remembered = last;
      return super.complete(remembered == null ? claim : remembered, outbox);
    }
  }

  /** Looks whether somebody has it and then writes, in two steps. */
  static UnaryOperator<IdempotencyStore> looksThenWrites() {
    Set<IdempotencyKey> seen = ConcurrentHashMap.newKeySet();
    return right ->
        new Passing(right) {
          @Override
          public List<Claim> claim(List<ClaimRequest> requests) {
            List<Boolean> free = requests.stream().map(one -> !seen.contains(one.key())).toList();
            LockSupport.parkNanos(NETWORK_NANOS); // others look meanwhile
            List<Claim> claims = super.claim(requests);
            requests.forEach(one -> seen.add(one.key()));
            Map<Integer, Claim> answers = new HashMap<>();
            for (int i = 0; i < claims.size(); i++) {
              boolean taken = claims.get(i) instanceof Claim.InProgress;
              answers.put(i, free.get(i) && taken ? granted(requests.get(i)) : claims.get(i));
            }
            return List.copyOf(answers.values());
          }
        };
  }

  private static Claim granted(ClaimRequest request) {
    return new Claimed(
        request.key(), request.token(), request.round(), 1, Instant.MAX, request.retention(), null);
  }

  /** Folds equal keys of a batch, and gives the first one's answer to each. */
  static IdempotencyStore equalKeysShareAnAnswer(IdempotencyStore right) {
    return new Passing(right) {
      @Override
      public List<Claim> claim(List<ClaimRequest> requests) {
        Map<IdempotencyKey, Claim> answers = new HashMap<>();
        return requests.stream()
            .map(one -> answers.computeIfAbsent(one.key(), first -> store.claim(one)))
            .toList();
      }
    };
  }

  /** Has the effect first and then sees whether it may complete. */
  static IdempotencyStore effectComesFirst(IdempotencyStore right) {
    return committing(
        right,
        (commit, effect) -> {
          effect.run();
          return commit.commit(() -> {});
        });
  }

  /** Completes first and then has the effect, or not. */
  static IdempotencyStore completionComesFirst(IdempotencyStore right) {
    return committing(
        right,
        (commit, effect) -> {
          Written written = commit.commit(() -> {});
          if (written == Written.WRITTEN) {
            effect.run();
          }
          return written;
        });
  }

  private interface WrongCommit {
    Written commit(InMemoryCommit right, Runnable effect);
  }

  private static IdempotencyStore committing(IdempotencyStore right, WrongCommit wrong) {
    return new Passing(right) {
      @Override
      public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
        InMemoryCommit commit =
            super.completion(claim, outbox).unwrap(InMemoryCommit.class).orElseThrow();
        InMemoryCommit broken = effect -> wrong.commit(commit, effect);
        return new Completion() {
          @Override
          public <T> Optional<T> unwrap(Class<T> type) {
            return Optional.of(type.cast(broken));
          }
        };
      }
    };
  }

  /** Asks for the outbox when the handler starts. */
  static IdempotencyStore outboxIsAskedEarly(IdempotencyStore right) {
    return new Passing(right) {
      @Override
      public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
        List<StagedMessage> early = outbox.get();
        return super.completion(claim, () -> early);
      }
    };
  }

  /** Has no column for the first failure. */
  static IdempotencyStore firstFailureIsForgotten(IdempotencyStore right) {
    return new Passing(right) {
      @Override
      public List<Claim> claim(List<ClaimRequest> requests) {
        return super.claim(requests).stream().map(BrokenStores::withoutFailure).toList();
      }
    };
  }

  private static Claim withoutFailure(Claim claim) {
    return claim instanceof Claimed c
        ? new Claimed(c.key(), c.token(), c.round(), c.attempt(), c.until(), c.retention(), null)
        : claim;
  }

  /** Keeps of an envelope what has a column. */
  static IdempotencyStore envelopeLosesItsException(IdempotencyStore right) {
    return new Passing(right) {
      @Override
      public Written deadLettering(Claimed claim, ShortEnvelope e) {
        return super.deadLettering(
            claim,
            new ShortEnvelope(e.reason(), "", e.attempts(), e.firstFailure(), e.lastFailure()));
      }
    };
  }
}
