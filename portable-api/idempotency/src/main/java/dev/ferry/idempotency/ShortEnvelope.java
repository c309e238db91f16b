package dev.ferry.idempotency;

import java.time.Instant;

/**
 * Why a message is dead-lettered, short enough for a record and for a message without much room.
 *
 * @param reason the reason's code, such as {@code ATTEMPTS_EXHAUSTED}
 * @param exception the class name of the last failure, then those of its causes, a line each that
 *     begins with {@code caused by}; empty when nobody saw one
 * @param attempts how many attempts the round had
 * @param firstFailure when the first attempt of the round failed, as far as it is known
 * @param lastFailure when the last one failed
 */
public record ShortEnvelope(
    String reason, String exception, int attempts, Instant firstFailure, Instant lastFailure) {}
