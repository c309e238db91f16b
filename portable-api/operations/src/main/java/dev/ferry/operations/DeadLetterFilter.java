package dev.ferry.operations;

import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which dead letters are meant.
 *
 * <pre>{@code
 * DeadLetterFilter.reason(Reason.ATTEMPTS_EXHAUSTED)
 *     .and(DeadLetterFilter.exception("java.net.ConnectException"))
 *     .and(DeadLetterFilter.olderThan(Duration.ofMinutes(10)))
 * }</pre>
 *
 * <p>A filter is asked on the thread that reads the queue; it must be quick and must not throw.
 */
@FunctionalInterface
public interface DeadLetterFilter {
  /** Whether {@code letter} is meant. */
  boolean matches(DeadLetter letter);

  /** Every letter. */
  static DeadLetterFilter all() {
    return letter -> true;
  }

  /** The copies of one message. */
  static DeadLetterFilter id(String id) {
    return letter -> letter.id().equals(id);
  }

  /** Those with one of these reasons. */
  static DeadLetterFilter reason(Reason first, Reason... others) {
    Set<Reason> reasons = EnumSet.of(first, others);
    return letter -> reasons.stream().anyMatch(letter::is);
  }

  /** Those whose last failure, or a cause of it, is of this class, written with its package. */
  static DeadLetterFilter exception(String className) {
    return letter -> letter.failedWith(className);
  }

  /** Those that this handler gave up; never one that the broker dead-lettered. */
  static DeadLetterFilter handler(String name) {
    return letter -> letter.envelope().handler().equals(name);
  }

  /** Those that have been dead letters for longer than {@code age}. */
  static DeadLetterFilter olderThan(Duration age) {
    return letter -> letter.age().compareTo(age) > 0;
  }

  /**
   * Those that a redrive does not send back but parks: the policy has no round left for them,
   * nobody knows whether one that is older than its record was done, and a copy of one with
   * malformed metadata would pass for sound.
   */
  static DeadLetterFilter parkedBy(RedrivePolicy policy) {
    return letter ->
        letter.is(Reason.OLDER_THAN_RECORD)
            || letter.is(Reason.MALFORMED_METADATA)
            || policy.parks(letter.round());
  }

  /** Those that both mean. */
  default DeadLetterFilter and(DeadLetterFilter other) {
    return letter -> matches(letter) && other.matches(letter);
  }

  /** Those that either means. */
  default DeadLetterFilter or(DeadLetterFilter other) {
    return letter -> matches(letter) || other.matches(letter);
  }

  /** Those that this one does not mean. */
  default DeadLetterFilter negate() {
    return letter -> !matches(letter);
  }
}
