package dev.ferry.host.azure;

import java.util.concurrent.atomic.AtomicLong;

/** What an app did so far. Safe for use by threads; each number is right, all together nearly. */
public final class AppCounts {
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong died = new AtomicLong();

  AppCounts() {}

  void began() {
    running.incrementAndGet();
  }

  void ended(WorkerProcess.Ending ending, int messages) {
    switch (ending) {
      case RETURNED -> completed.addAndGet(messages);
      case THREW -> abandoned.addAndGet(messages);
      case DIED, OVERRAN -> {
        abandoned.addAndGet(messages);
        died.incrementAndGet();
      }
    }
    if (ending != WorkerProcess.Ending.RETURNED) {
      failed.incrementAndGet();
    }
    running.decrementAndGet();
  }

  /** Invocations that run now. */
  public long running() {
    return running.get();
  }

  /** Messages whose function returned. */
  public long completed() {
    return completed.get();
  }

  /** Messages that were given back. */
  public long abandoned() {
    return abandoned.get();
  }

  /** Invocations that did not return. */
  public long failed() {
    return failed.get();
  }

  /** Invocations whose worker died, or was ended because they took too long. */
  public long died() {
    return died.get();
  }
}
