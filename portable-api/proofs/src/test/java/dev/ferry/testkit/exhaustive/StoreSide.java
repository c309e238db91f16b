package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store as a worker sees it: the rules that ship, on the record of the world. Every write is a
 * call.
 */
final class StoreSide implements IdempotencyStore {
  private final Asking asking;
  private final LifeRules rules;
  private final Lives lives;

  StoreSide(Asking asking, LifeRules rules, Lives lives) {
    this.asking = asking;
    this.rules = rules;
    this.lives = lives;
  }

  private <A> A ask(String name, StoreCall.Rule<A> rule, Class<A> type) {
    return type.cast(asking.ask(new StoreCall<>(name, rule, lives, false)));
  }

  private Written owned(String name, StoreCall.Rule<Written> rule) {
    return ask(name, rule, Written.class);
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    List<Claim> claims = new ArrayList<>();
    for (ClaimRequest request : requests) {
      claims.add(
          ask(
              "claims",
              (record, owner) -> StoreCall.mine(rules.claim(record, as(request, owner), Lives.NOW)),
              Claim.class));
    }
    return claims;
  }

  /** Each worker's code says "mine" for its own token; in the world it has its owner's name. */
  private static ClaimRequest as(ClaimRequest request, Owner owner) {
    return new ClaimRequest(
        request.key(),
        request.round(),
        owner.name(),
        request.lease(),
        request.retention(),
        request.branch());
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return owned(
        "completes",
        (record, owner) -> rules.complete(record, StoreCall.as(claim, owner), outbox, Lives.NOW));
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    InMemoryCommit commit = effect -> commit(claim, outbox.get());
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return type == InMemoryCommit.class ? Optional.of(type.cast(commit)) : Optional.empty();
      }
    };
  }

  /** The effect is the world's to count, once, when the commit takes effect. */
  private Written commit(Claimed claim, List<StagedMessage> outbox) {
    StoreCall.Rule<Written> rule =
        (record, owner) -> rules.complete(record, StoreCall.as(claim, owner), outbox, Lives.NOW);
    return (Written) asking.ask(new StoreCall<>("commits", rule, lives, true));
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    owned(
        "says that the outbox is sent",
        (record, owner) -> new Step<>(Written.WRITTEN, rules.outboxSent(record, Lives.NOW)));
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return owned(
        "releases",
        (record, owner) -> rules.release(record, StoreCall.as(claim, owner), attempted, Lives.NOW));
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return owned(
        "renews",
        (record, owner) -> rules.renew(record, StoreCall.as(claim, owner), lease, Lives.NOW));
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return owned(
        "marks dead-lettering",
        (record, owner) ->
            rules.deadLettering(record, StoreCall.as(claim, owner), envelope, Lives.NOW));
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    owned(
        "marks dead-lettered",
        (record, owner) ->
            new Step<>(Written.WRITTEN, rules.deadLettered(record, round, Lives.NOW)));
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    owned(
        "marks that a copy is scheduled",
        (record, owner) ->
            new Step<>(Written.WRITTEN, rules.retryScheduled(record, round, attempt, Lives.NOW)));
  }

  @Override
  public void close() {}
}
