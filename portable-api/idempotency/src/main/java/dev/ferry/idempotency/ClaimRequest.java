package dev.ferry.idempotency;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.UUID;

/**
 * Asks for the right to run a handler with a message. Immutable.
 *
 * @param key whose life it is
 * @param round the round that the message's copy carries, from 0
 * @param token random, fresh for every request and kept when the same request is repeated: a record
 *     that shows it is our own write, whose answer was lost
 * @param lease how long the right lasts without being renewed; zero is a lease that is over, not
 *     one without an end
 * @param retention how long the record is kept after its state last changed and its last lease is
 *     over; more than zero
 * @param branch the attempt of the round whose failure sent this copy, see {@link
 *     IdempotencyStore#retryScheduled}; 0 for the message itself
 */
public record ClaimRequest(
    IdempotencyKey key, int round, String token, Duration lease, Duration retention, int branch) {
  /**
   * Checks the ranges.
   *
   * @throws MessagingException INVALID_ARGUMENT when a value is outside of its range
   */
  public ClaimRequest {
    if (round < 0 || token.isBlank() || lease.isNegative() || branch < 0) {
      throw MessagingException.invalid(
          "claim %s: round %d, lease %s, branch %d: none is negative, and the token is not blank"
              .formatted(key, round, lease, branch));
    }
    if (retention.isNegative() || retention.isZero()) {
      throw MessagingException.invalid(
          "claim %s: a retention of %s would keep no record".formatted(key, retention));
    }
  }

  /** A request for the message itself. */
  public ClaimRequest(
      IdempotencyKey key, int round, String token, Duration lease, Duration retention) {
    this(key, round, token, lease, retention, 0);
  }

  /** A request with a random token of its own. */
  public static ClaimRequest of(IdempotencyKey key, int round, Duration lease, Duration retention) {
    return new ClaimRequest(key, round, UUID.randomUUID().toString(), lease, retention);
  }
}
