package dev.ferry.operations;

import dev.ferry.messaging.Publisher;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run is to do, and where to.
 *
 * @param request what was asked for
 * @param parking whether everything that is meant is parked
 * @param handler whose letters they are; null for anybody's
 * @param redriveTo the handler's own queue; empty in a run that only parks
 * @param parkTo the park queue
 * @param tellTo where a letter without an envelope gets one
 * @param policy how often letters go back
 */
record Plan(
    RedriveRequest request,
    boolean parking,
    @Nullable String handler,
    Optional<Publisher> redriveTo,
    Optional<Publisher> parkTo,
    Optional<Publisher> tellTo,
    RedrivePolicy policy) {

  /** Whether a letter is meant: no filter reaches another handler's. */
  boolean means(DeadLetter letter) {
    String by = letter.envelope().handler();
    return (handler == null || by.isEmpty() || by.equals(handler))
        && request.filter().matches(letter);
  }

  /** Where letters of this fate go. */
  Publisher destination(Fate fate) {
    return switch (fate) {
      case PARKED -> parkTo.orElseThrow();
      case TOLD -> tellTo.orElseThrow();
      default -> redriveTo.orElseThrow();
    };
  }
}
