package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The batches of one call, so many under way at a time: each is given away while the caller makes
 * the next, and the caller sends the last one itself, or all where one at a time is wanted. Used by
 * one thread.
 */
final class SideBySide {
  private final Function<List<OutboundMessage>, List<Fate>> send;
  private final Executor executor;
  private final int parallel;
  private final Semaphore room;
  private final List<FutureTask<List<Fate>>> batches = new ArrayList<>();

  /**
   * For one call.
   *
   * @param send sends a batch, and says what became of each message
   * @param executor runs what is given away
   * @param parallel the most batches under way; positive
   */
  SideBySide(Function<List<OutboundMessage>, List<Fate>> send, Executor executor, int parallel) {
    this.send = send;
    this.executor = executor;
    this.parallel = parallel;
    this.room = new Semaphore(parallel);
  }

  /** Sends one of several batches; blocks while as many are under way as may be. */
  void next(List<OutboundMessage> batch) {
    FutureTask<List<Fate>> sending = new FutureTask<>(() -> send.apply(batch));
    batches.add(sending);
    if (parallel == 1 || !roomComes() || !givenAway(sending)) {
      sending.run();
    }
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

  private boolean givenAway(Runnable sending) {
    try {
      executor.execute(
          () -> {
            sending.run();
            room.release();
          });
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /**
   * Sends the last batch, which may be empty, and waits for all.
   *
   * @return what became of every message, in the order given
   */
  List<Fate> last(List<OutboundMessage> batch) {
    List<Fate> ofLast = batch.isEmpty() ? List.of() : ownWhenThereIsRoom(batch);
    List<Fate> fates = new ArrayList<>();
    for (Future<List<Fate>> sending : batches) {
      fates.addAll(sent(sending));
    }
    fates.addAll(ofLast);
    return fates;
  }

  private List<Fate> ownWhenThereIsRoom(List<OutboundMessage> batch) {
    boolean unused = roomComes();
    return send.apply(batch);
  }

  /** Waits for what is under way, interrupted or not: it has a fate, and ends by itself. */
  private static List<Fate> sent(Future<List<Fate>> sending) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return sending.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    if (failure.getCause() instanceof Error ofTheProcess) {
      throw ofTheProcess;
    }
    return new IllegalStateException("a batch has no fates", failure);
  }
}
