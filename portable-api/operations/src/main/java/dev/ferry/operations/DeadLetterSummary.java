package dev.ferry.operations;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the dead-letter queues. Copies of one message count once in everything but {@code
 * letters}: as the one of the highest round.
 *
 * @param letters all of them, every copy counted
 * @param distinct different messages, for each handler
 * @param byReason different messages by the name of their reason
 * @param byHandler different messages by the handler that gave up; under the empty name those that
 *     the broker dead-lettered
 * @param oldest when the oldest became a dead letter; null when there is none
 * @param newest when the newest became one; null when there is none
 * @param complete false when there were more than could be told apart; the numbers are at least
 *     these then
 * @param deliveriesCounted whether looking counted as a delivery of each, because the broker has no
 *     other way to look
 */
public record DeadLetterSummary(
    long letters,
    long distinct,
    NavigableMap<String, Long> byReason,
    NavigableMap<String, Long> byHandler,
    @Nullable Instant oldest,
    @Nullable Instant newest,
    boolean complete,
    boolean deliveriesCounted) {
  /** Copies the maps. */
  public DeadLetterSummary {
    byReason = Collections.unmodifiableNavigableMap(new TreeMap<>(byReason));
    byHandler = Collections.unmodifiableNavigableMap(new TreeMap<>(byHandler));
  }
}
