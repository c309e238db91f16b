package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Completions, those that are made at the same time in one request. Thread-safe. */
final class Completions {
  private final GroupCommit<Decision<Written>> group;

  /**
   * Completions.
   *
   * @param expected how many may come
   * @param most how many one request may have
   * @param window how long one waits for others
   */
  Completions(Decider decider, IntSupplier expected, int most, Duration window) {
    this.group = new GroupCommit<>(decider::settle, expected, most, window);
  }

  /** Completes; {@code completing} is asked for the decision as often as it is sent. */
  Written complete(Supplier<Decision<Written>> completing) {
    while (true) {
      Decision<Written> decision = completing.get();
      group.commit(decision);
      try {
        return decision.answer();
      } catch (MessagingException failed) {
        if (!failed.code().equals(ErrorCode.CANCELLED) || Thread.currentThread().isInterrupted()) {
          throw failed;
        }
        // The thread that sent for this one too was interrupted; this one was not.
      }
    }
  }
}
