package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * The batches of one call, so many under way at a time: each is given away while the caller makes
 * the next, and the caller sends the last one itself, or all where one at a time is wanted. Used by
 * one thread.
 */
final class SideBySide {
  private final Sender sender;
  private final Executor executor;
  private final int parallel;
  private final Semaphore room;
  private final List<CompletableFuture<List<Fate>>> batches = new ArrayList<>();

  /**
   * For one call.
   *
   * @param executor runs what the sender cannot begin without it
   * @param parallel the most batches under way; positive
   */
  SideBySide(Sender sender, Executor executor, int parallel) {
    this.sender = sender;
    this.executor = executor;
    this.parallel = parallel;
    this.room = new Semaphore(parallel);
  }

  /** Sends one of several batches; blocks while as many are under way as may be. */
  void next(List<OutboundMessage> batch) {
    batches.add(
        parallel > 1 && roomComes()
            ? begun(batch)
            : CompletableFuture.completedFuture(sender.send(batch)));
  }

  /** False when the thread is interrupted: from then on it asks by itself, and is told so. */
  private boolean roomComes() {
    try {
      room.acquire();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CompletableFuture<List<Fate>> begun(List<OutboundMessage> batch) {
    try {
      return sender.begin(batch, executor).whenComplete((fates, failed) -> room.release());
    } catch (RejectedExecutionException closed) {
      room.release();
      return CompletableFuture.completedFuture(sender.send(batch));
    }
  }

  /**
   * Sends the last batch, which may be empty, and waits for all, interrupted or not: what is under
   * way has a fate, and ends by itself.
   *
   * @return what became of every message, in the order given
   */
  List<Fate> last(List<OutboundMessage> batch) {
    List<Fate> ofLast = batch.isEmpty() ? List.of() : ownWhenThereIsRoom(batch);
    CompletableFuture.allOf(batches.toArray(CompletableFuture<?>[]::new))
        .exceptionally(isThrownBelow -> null)
        .join();
    List<Fate> fates = new ArrayList<>();
    for (CompletableFuture<List<Fate>> sending : batches) {
      fates.addAll(sent(sending));
    }
    fates.addAll(ofLast);
    return fates;
  }

  private List<Fate> ownWhenThereIsRoom(List<OutboundMessage> batch) {
    boolean unused = roomComes();
    return sender.send(batch);
  }

  private static List<Fate> sent(CompletableFuture<List<Fate>> sending) {
    try {
      return sending.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Error ofTheProcess) {
        throw ofTheProcess;
      }
      throw failed;
    }
  }
}
