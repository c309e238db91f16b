package dev.ferry.operations;

import dev.ferry.messaging.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * What a run did; in a dry run, what it would do.
 *
 * @param redriven letters that went back to their handler's queue
 * @param parked letters that went to the park queue
 * @param told letters of the broker's own that stayed, now with an envelope
 * @param folded copies that were acknowledged, since the run had sent the same or a later round
 * @param returned letters that were left, since the run had sent them and they failed again
 * @param skipped letters that were left, since they were not meant
 * @param kept letters that were left, since they are to be parked and there is no park queue
 * @param failed times that a copy could not be sent; the letter was left
 * @param stopped why it ended
 * @param failure the last thing that went wrong; null when nothing did
 */
public record RedriveResult(
    long redriven,
    long parked,
    long told,
    long folded,
    long returned,
    long skipped,
    long kept,
    long failed,
    Stopped stopped,
    @Nullable MessagingException failure) {

  /** Copies that were sent. */
  public long moved() {
    return redriven + parked;
  }

  /** Why a run ended. */
  public enum Stopped {
    /** Every letter was dealt with. */
    NOTHING_LEFT,
    /** It sent as many as it was allowed to. */
    MAX_MESSAGES,
    /** It was cancelled, or its thread was interrupted. */
    CANCELLED,
    /** What it sent failed again, or the caller's check said that the handler fails. */
    FAILURES_CAME_BACK,
    /** The broker failed, too often in a row or in a way that will not pass. */
    ERRORS,
    /** It left more letters than it can tell apart; narrow what the queue holds, or park first. */
    TOO_MANY_LEFT
  }
}
