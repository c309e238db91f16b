package dev.ferry.idempotency;

import java.time.Duration;

/**
 * Asks for the right to run a handler with a message.
 *
 * @param key whose life it is
 * @param round the round that the message's copy carries
 * @param token random, fresh for every request and kept when the same request is repeated: a record
 *     that shows it is our own write, whose answer was lost
 * @param lease how long the right lasts without being renewed
 * @param retention how long the record is kept after its last write
 */
public record ClaimRequest(
    IdempotencyKey key, int round, String token, Duration lease, Duration retention) {}
