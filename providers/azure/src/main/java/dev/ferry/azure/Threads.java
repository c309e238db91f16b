package dev.ferry.azure;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that nobody interrupts, for every call of the SDK: it wakes its reactor by writing to a
 * pipe in the thread that calls, and a thread that is interrupted there, or comes so, closes the
 * pipe and with it the connection that all clients of a namespace share.
 *
 * <p>As many as there are calls at once; they end when they are idle. Safe for use by any number of
 * threads.
 */
final class Threads {
  private static final System.Logger LOG = System.getLogger(Threads.class.getName());
  private static final long IDLE_SECONDS = 10;
  private static final int SIDE_BY_SIDE = 8;

  private final ExecutorService pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "ferry-servicebus");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs a task some time; never after {@link #close}. */
  void run(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException closed) {
      // Nobody waits for it any more.
    }
  }

  /**
   * Calls and blocks until there is an answer.
   *
   * @throws MessagingException CANCELLED when it is closed, or the waiting thread is interrupted,
   *     which ends the wait and not the call
   * @throws RuntimeException what the call threw
   */
  <T> T call(String operation, Supplier<T> call) {
    return answer(operation, start(operation, call));
  }

  /**
   * Begins a call whose answer is asked for later.
   *
   * @throws MessagingException CANCELLED when it is closed
   */
  <T> Future<T> start(String operation, Supplier<T> call) {
    FutureTask<T> task = new FutureTask<>(call::get);
    execute(operation, task);
    return task;
  }

  /**
   * Begins the same for many, a few at a time: the wire has room for several, and each waits for
   * its answer.
   *
   * @param call gets a lot of them, in order
   * @return the answer for each lot, in order
   * @throws MessagingException CANCELLED when it is closed
   */
  <T, R> List<Future<R>> startAll(String operation, List<T> all, Function<List<T>, R> call) {
    int lots = Math.min(SIDE_BY_SIDE, all.size());
    List<Future<R>> calls = new ArrayList<>(lots);
    for (int lot = 0; lot < lots; lot++) {
      List<T> own = all.subList(all.size() * lot / lots, all.size() * (lot + 1) / lots);
      calls.add(start(operation, () -> call.apply(own)));
    }
    return calls;
  }

  /**
   * Begins what gives its answer later: none of these threads waits for it.
   *
   * @param meanwhile is done by the thread that called, and nobody waits for it; must not throw
   * @return completes as the answer does, or with what the call threw
   * @throws MessagingException CANCELLED when it is closed
   */
  <T> CompletableFuture<T> begin(
      String operation, Supplier<CompletableFuture<T>> call, Runnable meanwhile) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        operation,
        () -> {
          try {
            var unused = call.get().whenComplete((value, failed) -> pass(value, failed, answer));
          } catch (RuntimeException | Error failed) {
            answer.completeExceptionally(failed);
          }
          meanwhile.run();
        });
    return answer;
  }

  private static <T> void pass(T value, @Nullable Throwable failed, CompletableFuture<T> to) {
    if (failed == null) {
      to.complete(value);
    } else {
      to.completeExceptionally(failed);
    }
  }

  private void execute(String operation, Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException closed) {
      throw MessagingException.cancelled(operation + ": closed");
    }
  }

  /**
   * Blocks until a call that was started has ended.
   *
   * @throws MessagingException CANCELLED when the waiting thread is interrupted, which ends the
   *     wait and not the call
   * @throws RuntimeException what the call threw; an error goes up as well
   */
  <T> T answer(String operation, Future<T> call) {
    try {
      return call.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled(operation + ": interrupted; it may or may not happen");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (failed.getCause() instanceof Error ofTheProcess) {
        throw ofTheProcess;
      }
      throw new IllegalStateException(operation, failed.getCause());
    }
  }

  /** Blocks until a call that was started has ended, however, but no longer than {@code limit}. */
  void await(Future<?> call, Duration limit) {
    try {
      var unused = call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException notNeeded) {
      LOG.log(System.Logger.Level.DEBUG, "give up", notNeeded);
    }
  }

  /**
   * Does what need not succeed, and then takes no more tasks; blocks until that is done, or the
   * waiting thread is interrupted.
   */
  void close(Runnable last) {
    try {
      call(
          "close",
          () -> {
            try {
              last.run();
            } finally {
              pool.shutdown();
            }
            return true;
          });
    } catch (RuntimeException notNeeded) {
      LOG.log(System.Logger.Level.DEBUG, "close", notNeeded);
    }
  }
}
