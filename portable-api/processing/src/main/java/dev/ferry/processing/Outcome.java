package dev.ferry.processing;

import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;

/** What a run of a handler means for its message: the decision, before anybody acts on it. */
public sealed interface Outcome {
  /** It is done. */
  record Ack() implements Outcome {}

  /**
   * It is tried again.
   *
   * @param after not before this has passed
   */
  record Retry(Duration after) implements Outcome {}

  /**
   * It will not succeed: it goes to the dead-letter queue.
   *
   * @param reason why
   */
  record DeadLetter(Reason reason) implements Outcome {}

  /**
   * It is dropped, counted and logged, because the policy names the failure.
   *
   * @param reason the policy's word for it
   */
  record Discard(String reason) implements Outcome {}
}
