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
 */
public record ClaimRequest(
    IdempotencyKey key, int round, String token, Duration lease, Duration retention) {
  /**
   * Checks the ranges.
   *
   * @throws MessagingException INVALID_ARGUMENT when a value is outside of its range
   */
  public ClaimRequest {
    if (round < 0 || token.isBlank() || lease.isNegative()) {
      throw MessagingException.invalid(
          "claim %s: round %d, lease %s: neither is negative, and the token is not blank"
              .formatted(key, round, lease));
    }
    if (retention.isNegative() || retention.isZero()) {
      throw MessagingException.invalid(
          "claim %s: a retention of %s would keep no record".formatted(key, retention));
    }
  }

  /** A request with a random token of its own. */
  public static ClaimRequest of(IdempotencyKey key, int round, Duration lease, Duration retention) {
    return new ClaimRequest(key, round, UUID.randomUUID().toString(), lease, retention);
  }
}
