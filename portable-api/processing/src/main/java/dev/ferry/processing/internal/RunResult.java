package dev.ferry.processing.internal;

import dev.ferry.idempotency.StagedMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a handler ended.
 *
 * @param failure why it failed; null when it did not
 * @param staged what it staged
 * @param committing whether the handler's own commit carries the completion and what was staged
 * @param interrupted whether it was interrupted
 * @param elapsed how long it ran
 */
record RunResult(
    @Nullable Throwable failure,
    List<StagedMessage> staged,
    boolean committing,
    boolean interrupted,
    Duration elapsed) {

  /** The result of an attempt whose handler never ran. */
  static RunResult unrun(@Nullable Throwable failure) {
    return new RunResult(failure, List.of(), false, false, Duration.ZERO);
  }
}
