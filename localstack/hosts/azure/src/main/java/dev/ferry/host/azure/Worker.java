package dev.ferry.host.azure;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker of one instance of an app: its process, or the next one where that is gone. Safe for
 * use by any number of threads.
 */
final class Worker implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ReentrantLock lock = new ReentrantLock();
  private final FunctionAppSpec app;
  private final @Nullable Duration timeout;
  private final AppCounts counts;
  private final Consumer<String> log;
  private @Nullable WorkerProcess process;
  private boolean closed;

  Worker(FunctionAppSpec app, @Nullable Duration timeout, AppCounts counts, Consumer<String> log) {
    this.app = app;
    this.timeout = timeout;
    this.counts = counts;
    this.log = log;
  }

  /**
   * Runs an invocation; blocks until it ended.
   *
   * @param messages how many messages it is of
   * @throws InvocationFailed when it did anything but return
   */
  void invoke(Invocation invocation, int messages) {
    counts.began();
    WorkerProcess.Ending ending = WorkerProcess.Ending.DIED;
    try {
      ending = process().invoke(invocation, timeout);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      counts.ended(ending, messages);
    }
    if (ending != WorkerProcess.Ending.RETURNED) {
      throw new InvocationFailed(invocation.function(), ending);
    }
  }

  private WorkerProcess process() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("function app '" + app.name() + "' is closed");
      }
      WorkerProcess current = process;
      if (current == null || !current.alive()) {
        current = WorkerProcess.start(app, client, log);
        process = current;
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the process; there is no other. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (process != null) {
        process.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** An invocation that did not return. */
  static final class InvocationFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvocationFailed(String function, WorkerProcess.Ending ending) {
      super("function '" + function + "': " + ending, null, false, false);
    }
  }
}
