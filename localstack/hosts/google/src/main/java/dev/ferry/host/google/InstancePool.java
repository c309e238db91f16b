package dev.ferry.host.google;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The instances of one function, each with one request at a time: warm ones are used again, the
 * last first; more are started up to a limit; one whose process is gone is replaced by the next
 * request. Safe for use by any number of threads.
 */
final class InstancePool implements AutoCloseable {
  private final FunctionSpec function;
  private final Consumer<String> log;
  private final Semaphore free;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Instance> idle = new ArrayDeque<>();
  private final Set<Instance> all = new HashSet<>();
  private boolean closed;

  InstancePool(FunctionSpec function, int most, Consumer<String> log) {
    this.function = function;
    this.free = new Semaphore(most, true);
    this.log = log;
  }

  /** An instance of the caller's own, which gives it back; empty when all are busy for so long. */
  Optional<Instance> take(Duration wait) throws InterruptedException {
    if (!free.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    lock.lock();
    try {
      if (closed) {
        free.release();
        return Optional.empty();
      }
      while (!idle.isEmpty()) {
        Instance warm = idle.pop();
        if (warm.alive()) {
          return Optional.of(warm);
        }
        all.remove(warm);
      }
      Instance cold = Instance.start(function, log);
      all.add(cold);
      return Optional.of(cold);
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Instance instance) {
    lock.lock();
    try {
      if (closed || !instance.alive()) {
        all.remove(instance);
        instance.close();
      } else {
        idle.push(instance);
      }
    } finally {
      lock.unlock();
      free.release();
    }
  }

  /** Ends every process. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      all.forEach(Instance::close);
      all.clear();
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
