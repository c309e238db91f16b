package dev.ferry.processing.internal;

import dev.ferry.messaging.Delivery;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says which messages never run, whatever their handler would do. Immutable. */
final class Admission {
  private final HandlerSettings settings;
  private final boolean stableIdsRequired;
  private final boolean recorded;

  /**
   * For one handler.
   *
   * @param stableIdsRequired whether an id that a native redrive would change is refused
   * @param recorded whether there are records, whose retention bounds a message's age
   */
  Admission(HandlerSettings settings, boolean stableIdsRequired, boolean recorded) {
    this.settings = settings;
    this.stableIdsRequired = stableIdsRequired;
    this.recorded = recorded;
  }

  /** Why it may not run; null when it may. */
  @Nullable Reason refuses(Attempt attempt, Instant now) {
    Delivery delivery = attempt.delivery();
    if (delivery.flaw().isPresent()) {
      return Reason.MALFORMED_METADATA;
    }
    if (stableIdsRequired && !delivery.stableId()) {
      return Reason.UNSTABLE_ID;
    }
    Instant made = delivery.message().timestamp();
    Duration age = made == null ? Duration.ZERO : Duration.between(made, now);
    if (recorded && age.compareTo(settings.recordRetention()) > 0) {
      return Reason.OLDER_THAN_RECORD;
    }
    Duration maxAge = settings.maxAge();
    if (maxAge != null && age.compareTo(maxAge) > 0) {
      return Reason.EXPIRED;
    }
    return attempt.number() > settings.retry().attempts() ? Reason.ATTEMPTS_EXHAUSTED : null;
  }
}
