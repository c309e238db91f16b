package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store over a database that writes under conditions; a provider adds how a handler's commit
 * joins a completion.
 *
 * <p>A claim is one conditional write and so is a completion; claims of many messages are as few
 * requests as the driver makes of them, and completions that several threads make at the same time
 * are sent together. A record that is in the way comes back with the refusal, and is decided upon
 * again, so that a call takes more requests only where a message is not new.
 *
 * <p>Safe for use by any number of threads.
 */
public abstract class RecordStore implements IdempotencyStore {
  private final RecordDriver driver;
  private final LifeRules rules;
  private final InstantSource clock;
  private final Decider decider;
  private final Claims claims;
  private final Completions completions;
  private final OpenClaims open = new OpenClaims();

  /**
   * A store over a driver, which it closes. Asks nothing yet.
   *
   * @throws MessagingException INVALID_ARGUMENT when a setting is out of its range
   */
  protected RecordStore(RecordDriver driver, StoreSettings settings) {
    this.driver = driver;
    this.rules = new LifeRules(settings.skew());
    this.clock = settings.clock();
    this.decider = new Decider(driver, clock);
    this.claims = new Claims(decider, rules, clock);
    this.completions =
        new Completions(
            decider,
            () -> open.count(clock.instant()),
            driver.mostTogether(),
            settings.completionWindow());
  }

  @Override
  public final List<Claim> claim(List<ClaimRequest> requests) {
    List<Claim> answers = new ArrayList<>(requests.size());
    for (Decision<Claim> decision : claims.claim(requests)) {
      Claim answer = decision.answer();
      if (answer instanceof Claimed claimed) {
        open.opened(claimed, decision.stored());
      }
      answers.add(answer);
    }
    return answers;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Sent together with completions that other threads make at the same time, see {@link
   * RecordStoreBuilder#completionWindow}. An interrupt does not end it. Asks nothing where a commit
   * through this store, whose answer came, has completed the claim.
   */
  @Override
  public final Written complete(Claimed claim, List<StagedMessage> outbox) {
    Written written =
        open.isCommitted(claim)
            ? Written.OWN_COMPLETED
            : completions.complete(() -> decisionToComplete(claim, outbox));
    open.ended(claim);
    return written;
  }

  /**
   * A completion for a commit of the handler's.
   *
   * @param outbox what is still to be published, stored with it
   * @throws MessagingException INVALID_ARGUMENT when that is too much for a record
   */
  protected final Completing completing(Claimed claim, List<StagedMessage> outbox) {
    return new Completing(decisionToComplete(claim, outbox), () -> open.committed(claim), clock);
  }

  private Decision<Written> decisionToComplete(Claimed claim, List<StagedMessage> outbox) {
    Decision<Written> decision =
        ownerDecision(claim, (record, now) -> rules.complete(record, claim, outbox, now));
    if (!outbox.isEmpty()) { // nothing else in a record can be long
      decision.write().ifPresent(driver::checkSize);
    }
    return decision;
  }

  @Override
  public final void outboxSent(IdempotencyKey key) {
    driver.forgetOutbox(key);
  }

  @Override
  public final Written release(Claimed claim, boolean attempted) {
    Written written =
        owner(claim, (record, now) -> rules.release(record, claim, attempted, now)).answer();
    open.ended(claim);
    return written;
  }

  @Override
  public final Written renew(Claimed claim, Duration lease) {
    Decision<Written> renewal =
        owner(claim, (record, now) -> rules.renew(record, claim, lease, now));
    Written written = renewal.answer();
    open.renewed(claim, clock.instant().plus(lease), renewal.stored());
    return written;
  }

  @Override
  public final Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    Written written =
        owner(claim, (record, now) -> rules.deadLettering(record, claim, envelope, now)).answer();
    open.ended(claim);
    return written;
  }

  private Decision<Written> owner(Claimed claim, Decision.Rule<Written> rule) {
    return decider.settled(ownerDecision(claim, rule));
  }

  private Decision<Written> ownerDecision(Claimed claim, Decision.Rule<Written> rule) {
    return Decision.owner(claim, rule, open.stored(claim), clock.instant());
  }

  @Override
  public final void deadLettered(IdempotencyKey key, int round) {
    mark(key, (record, now) -> rules.deadLettered(record, round, now));
  }

  @Override
  public final void retryScheduled(IdempotencyKey key, int round, int attempt) {
    mark(key, (record, now) -> rules.retryScheduled(record, round, attempt, now));
  }

  /** Writes what anybody may say: reads first, for nobody knows what is there. */
  private void mark(
      IdempotencyKey key, BiFunction<@Nullable LifeRecord, Instant, @Nullable LifeRecord> after) {
    Stored found = driver.find(key);
    Decision.Rule<Written> rule =
        (record, now) -> new Step<>(Written.WRITTEN, after.apply(record, now));
    decider.settled(Decision.upon(key, rule, found, clock.instant())).answer();
  }

  /**
   * The record of a key, for tests and tools; an expired one until something deletes it. One read.
   *
   * @throws MessagingException FAILED_PRECONDITION when it is of a newer layout
   */
  public final Optional<LifeRecord> find(IdempotencyKey key) {
    return Optional.ofNullable(driver.find(key)).map(Stored::record);
  }

  @Override
  public final void close() {
    driver.close();
  }
}
