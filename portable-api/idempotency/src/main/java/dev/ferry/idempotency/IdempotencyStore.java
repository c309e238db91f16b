package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the record of each message's life, with conditional writes that no late owner passes.
 *
 * <p>Safe for use by any number of threads; every call is complete in itself, so calls may nest.
 * Every method blocks for one service call and throws {@link
 * dev.ferry.messaging.MessagingException} (UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED) when
 * the store could not be asked or its answer was lost. It may have taken effect all the same, or, a
 * claim of many, in part; the same call with the same tokens may be repeated and tells what it
 * would have told, except that a completion which took effect is told as OWN_COMPLETED. Expiry is
 * decided in code, never by the store's own sweep. What each call does in each state is {@link
 * LifeRules}.
 */
public interface IdempotencyStore extends AutoCloseable {
  /**
   * Claims many at once, in one request where the store can. Equal keys are allowed: they are
   * decided in order.
   *
   * @return the answers, in order
   */
  List<Claim> claim(List<ClaimRequest> requests);

  /** Claims one. */
  default Claim claim(ClaimRequest request) {
    return claim(List.of(request)).get(0);
  }

  /**
   * Writes that the message had its effect.
   *
   * @param outbox what is still to be published, stored with it; usually nothing
   */
  Written complete(Claimed claim, List<StagedMessage> outbox);

  /**
   * The completion as a value for the handler's own commit. Does not ask the store.
   *
   * @param outbox asked when the commit is made: what is to be published after it, stored with it
   */
  Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox);

  /** Whether {@link #completion} gives something that a commit can join. */
  boolean transactional();

  /** Forgets the unsent messages of a completed record: all of them have been sent. */
  void outboxSent(IdempotencyKey key);

  /**
   * Gives the right back, so that the next claim need not wait for the lease.
   *
   * @param attempted whether the handler ran; if not, the attempt is taken back
   */
  Written release(Claimed claim, boolean attempted);

  /** Makes the lease last {@code lease} from now, also when it is over but nobody took over. */
  Written renew(Claimed claim, Duration lease);

  /** Writes that the message is about to be dead-lettered; before the dead letter is sent. */
  Written deadLettering(Claimed claim, ShortEnvelope envelope);

  /**
   * Writes that the dead letter of {@code round} was sent. Needs no token: whoever sent the copy
   * again may say so. Nothing happens when the record is in another state or round.
   */
  void deadLettered(IdempotencyKey key, int round);

  /**
   * Writes that a copy was scheduled to retry the failed {@code attempt}, by a host that cannot
   * give a delivery back with a delay; after it was sent, never before: from now on a claim of an
   * older branch of the round is answered Superseded, because the copy goes on for it. Needs no
   * token. Nothing happens when the record is of another round, or knows of a later copy.
   */
  void retryScheduled(IdempotencyKey key, int round, int attempt);

  /** Gives up what it opened. Idempotent. */
  @Override
  void close();
}
