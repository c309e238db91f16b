package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker's code is told from outside: a value, or a failure.
 *
 * @param value what the call returns; null where it returns nothing or fails
 * @param failure what the call throws; null where it returns
 */
record Answer(@Nullable Object value, @Nullable MessagingException failure) {
  /** A call without a result took effect. */
  static final Answer DONE = of("done");

  /** The call took effect, but its answer did not arrive; it may be asked again. */
  static final Answer LOST = failed(ErrorCode.DEADLINE_EXCEEDED, true, "the answer is lost");

  /** The call took no effect, and asking again for as long as one may did not help. */
  static final Answer UNREACHABLE = failed(ErrorCode.UNAVAILABLE, false, "unreachable");

  /** The lease of the delivery is over. */
  static final Answer STALE = failed(ErrorCode.FAILED_PRECONDITION, false, "the lease is over");

  static Answer of(Object value) {
    return new Answer(value, null);
  }

  private static Answer failed(ErrorCode code, boolean retryable, String why) {
    return new Answer(null, new MessagingException(code, retryable, why));
  }

  /** The value, or the failure thrown. */
  Object get() {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    if (failure != null) {
      return String.valueOf(failure.getMessage());
    }
    return value instanceof Claimed claimed
        ? "Claimed, attempt " + claimed.attempt()
        : String.valueOf(value);
  }
}
