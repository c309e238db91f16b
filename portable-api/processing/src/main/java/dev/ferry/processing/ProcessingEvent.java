package dev.ferry.processing;

import java.time.Duration;

/**
 * Something that happened to a message on its way through a handler; ids and counts only.
 *
 * @param kind what
 * @param handler the handler's name
 * @param messageId the message's stable id
 * @param round the round it is in
 * @param attempt the attempt, from 1; 0 where there was none
 * @param elapsed how long the handler ran; zero where it did not
 * @param detail a reason code or an exception's class name; empty where there is none
 */
public record ProcessingEvent(
    Kind kind,
    String handler,
    String messageId,
    int round,
    int attempt,
    Duration elapsed,
    String detail) {

  /** What can happen. */
  public enum Kind {
    /** An attempt begins. */
    STARTED,
    /** The handler succeeded and the message is complete. */
    HANDLED,
    /** The handler failed and is to run again. */
    RETRIED,
    /** A duplicate found the message done, dead or in a later life, and was dropped. */
    SUPPRESSED,
    /** A duplicate found the message running elsewhere, and goes back. */
    IN_PROGRESS,
    /** It was sent to the dead-letter queue; the detail is the reason. */
    DEAD_LETTERED,
    /** It was sent to the park queue; the detail is the reason. */
    PARKED,
    /** It was dropped because its policy names the failure; the detail is the policy's word. */
    DISCARDED,
    /** It went back without being tried. */
    NOT_ATTEMPTED,
    /** A later owner has it; what this one did is not written. */
    FENCED_OUT,
    /** The idempotency store could not be asked. */
    STORE_UNREACHABLE,
    /** A dead letter or a staged message could not be sent. */
    SEND_FAILED,
    /** A dead letter found no room for its envelope and waits for the broker's own limit. */
    NO_ROOM,
    /** Its id would change with a native redrive. */
    UNSTABLE_ID,
    /**
     * The handler was interrupted: its budget is used up, its record is somebody else's, or there
     * is no time left to drain.
     */
    INTERRUPTED,
    /** The handler would not stop and was abandoned. */
    ABANDONED,
    /** The effect is done, but its record could not be written. */
    COMPLETION_LOST
  }
}
