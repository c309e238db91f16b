package dev.ferry.host.aws;

import dev.ferry.messaging.Body;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The execution environments of one function: warm ones are used again, the last first; more are
 * started up to a limit; one whose process is gone is replaced by the next invocation.
 *
 * <p>Safe for use by any number of threads.
 */
public final class FunctionPool implements AutoCloseable {
  private final FunctionSpec function;
  private final Consumer<String> log;
  private final Semaphore free;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> all = new HashSet<>();
  private final AtomicLong started = new AtomicLong();
  private boolean closed;

  /**
   * A pool; starts nothing yet.
   *
   * @param concurrency how many processes there may be
   * @param log is given each line that the function prints
   */
  public FunctionPool(FunctionSpec function, int concurrency, Consumer<String> log) {
    this.function = function;
    this.free = new Semaphore(concurrency, true);
    this.log = log;
  }

  /** The function. */
  public FunctionSpec function() {
    return function;
  }

  /** How many processes were started so far. */
  public long started() {
    return started.get();
  }

  /**
   * Invokes the function and blocks until it ended; waits for an environment where all are busy.
   *
   * @throws InterruptedException when the thread is interrupted; what it ran on is killed
   * @throws IllegalStateException when the pool is closed
   */
  public InvocationResult invoke(Body event) throws InterruptedException {
    free.acquire();
    try {
      ExecutionEnvironment environment = take();
      try {
        return environment.invoke(event);
      } finally {
        giveBack(environment);
      }
    } finally {
      free.release();
    }
  }

  private ExecutionEnvironment take() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("invoke '" + function.name() + "': the host is closed");
      }
      while (!idle.isEmpty()) {
        ExecutionEnvironment warm = idle.pop();
        if (warm.alive()) {
          return warm;
        }
        drop(warm);
      }
      ExecutionEnvironment cold = ExecutionEnvironment.start(function, log);
      started.incrementAndGet();
      all.add(cold);
      return cold;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(ExecutionEnvironment environment) {
    lock.lock();
    try {
      if (closed || !environment.alive()) {
        drop(environment);
      } else {
        idle.push(environment);
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop(ExecutionEnvironment environment) {
    all.remove(environment);
    environment.close();
  }

  /**
   * Kills the process with this id, if it is one of this pool's.
   *
   * @return whether it was
   * @throws InterruptedException when the thread is interrupted while it waits for its end
   */
  public boolean kill(long pid) throws InterruptedException {
    ExecutionEnvironment victim = environment(pid);
    if (victim == null) {
      return false;
    }
    victim.kill();
    return true;
  }

  private @Nullable ExecutionEnvironment environment(long pid) {
    lock.lock();
    try {
      return all.stream().filter(one -> one.pid() == pid).findFirst().orElse(null);
    } finally {
      lock.unlock();
    }
  }

  /** Ends every process. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      idle.clear();
      Set.copyOf(all).forEach(this::drop);
    } finally {
      lock.unlock();
    }
  }
}
