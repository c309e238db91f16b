package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A submitted message. What changes of it is guarded by the batcher's lock. */
final class Pending implements KeyTurns.Waiter {
  private final OutboundMessage message;
  private final long bytes;
  private final long number;
  private final Instant due;
  private final Consumer<Pending> onTurn;
  private final CompletableFuture<PublishReceipt> result = new CompletableFuture<>();
  private boolean waiting = true;

  Pending(OutboundMessage message, long bytes, long number, Instant due, Consumer<Pending> onTurn) {
    this.message = message;
    this.bytes = bytes;
    this.number = number;
    this.due = due;
    this.onTurn = onTurn;
  }

  OutboundMessage message() {
    return message;
  }

  long bytes() {
    return bytes;
  }

  /** Counts up from the first message that was submitted. */
  long number() {
    return number;
  }

  /** When it has waited for others long enough. */
  Instant due() {
    return due;
  }

  /** Whether it is neither given to the driver nor failed. */
  boolean waiting() {
    return waiting;
  }

  void stopWaiting() {
    waiting = false;
  }

  /** No two are equal, and all of one batcher have numbers of their own. */
  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public void granted() {
    onTurn.accept(this);
  }

  /** What its submitter holds. */
  CompletionStage<PublishReceipt> stage() {
    return result.minimalCompletionStage();
  }

  /** Tells its submitter; runs what hangs on the stage, so no lock may be held. */
  void answer(Fate fate) {
    if (fate.failure() == null) {
      result.complete(fate.receipt());
    } else {
      result.completeExceptionally(fate.failure());
    }
  }
}
