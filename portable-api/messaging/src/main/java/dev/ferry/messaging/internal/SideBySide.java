package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.internal.Sender.Answered;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one call, so many under way at a time: the caller sends the first, and one thread
 * of the executor makes and begins all others. Nobody interrupts that thread, so that it may call
 * an SDK that takes no interrupt, and no batch waits until a thread is woken for it. Used once.
 */
final class SideBySide {
  private final Sender sender;
  private final Executor executor;
  private final int parallel;
  private final Iterator<List<OutboundMessage>> batches;
  private final Semaphore room;

  /** Written by the thread that begins, and read when it has ended, as is {@link #left}. */
  private final List<CompletableFuture<Answered>> begun = new ArrayList<>();

  /** What was made and could not be begun any more. */
  private @Nullable List<OutboundMessage> left;

  private volatile boolean stopped;

  /**
   * For one call.
   *
   * @param executor runs what begins batches, and what the sender cannot begin without it
   * @param parallel the most batches under way; positive
   * @param batches at least one; each is asked for when it is about to go
   */
  SideBySide(
      Sender sender, Executor executor, int parallel, Iterator<List<OutboundMessage>> batches) {
    this.sender = sender;
    this.executor = executor;
    this.parallel = parallel;
    this.batches = batches;
    this.room = new Semaphore(parallel - 1); // beside the caller's own
  }

  /**
   * Sends all, in the caller where one at a time is wanted, and blocks until all have ended,
   * interrupted or not: what is under way has a fate, and ends by itself. When the caller is
   * interrupted no more are begun: it asks for each of the rest by itself, and is told so. The
   * listener hears of each from the caller, when all have ended.
   *
   * @return what became of every message, in the order given
   */
  List<Fate> send() {
    List<OutboundMessage> first = batches.next();
    CompletableFuture<Void> beginning = beginning();
    List<Fate> fates = new ArrayList<>();
    try {
      fates.addAll(sender.send(first));
    } finally {
      awaitEnd(beginning);
    }
    result(beginning);
    for (CompletableFuture<Answered> sending : begun) {
      Answered answered = result(sending);
      answered.telling().run();
      fates.addAll(answered.fates());
    }
    if (left != null) {
      fates.addAll(sender.send(left));
    }
    while (batches.hasNext()) {
      fates.addAll(sender.send(batches.next()));
    }
    return fates;
  }

  private CompletableFuture<Void> beginning() {
    if (parallel > 1 && batches.hasNext() && !Thread.currentThread().isInterrupted()) {
      try {
        return CompletableFuture.runAsync(this::beginAll, executor);
      } catch (RejectedExecutionException closed) {
        stopped = true;
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private void beginAll() {
    while (batches.hasNext()) {
      room.acquireUninterruptibly();
      if (stopped) {
        return;
      }
      begin(batches.next());
    }
  }

  private void begin(List<OutboundMessage> batch) {
    try {
      begun.add(sender.begin(batch, executor).whenComplete((answered, failed) -> room.release()));
    } catch (RejectedExecutionException closed) {
      left = batch;
      stopped = true;
      room.release();
    }
  }

  /** Until all are begun, or the caller is interrupted, and what was begun has ended. */
  private void awaitEnd(CompletableFuture<Void> beginning) {
    if (Thread.currentThread().isInterrupted()) {
      stopped = true;
    }
    room.release();
    try {
      beginning.get();
    } catch (InterruptedException interrupted) {
      stopped = true;
      room.release();
      Thread.currentThread().interrupt();
    } catch (ExecutionException isThrownLater) {
      // When what was begun has ended.
    }
    ended(beginning);
    ended(CompletableFuture.allOf(begun.toArray(CompletableFuture<?>[]::new)));
  }

  private static void ended(CompletableFuture<Void> task) {
    task.exceptionally(isThrownLater -> null).join();
  }

  private static <T> T result(CompletableFuture<T> ended) {
    try {
      return ended.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Error ofTheProcess) {
        throw ofTheProcess;
      }
      throw failed;
    }
  }
}
