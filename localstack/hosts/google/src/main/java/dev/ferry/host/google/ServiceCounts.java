package dev.ferry.host.google;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a service did so far. Safe for use by threads; each number is right, all together nearly.
 */
public final class ServiceCounts {
  private static final int FAILED = 300;

  private final AtomicLong running = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong died = new AtomicLong();

  ServiceCounts() {}

  void began() {
    running.incrementAndGet();
    requests.incrementAndGet();
  }

  void ended(int status) {
    (status < FAILED ? succeeded : failed).incrementAndGet();
    running.decrementAndGet();
  }

  void instanceLost() {
    died.incrementAndGet();
  }

  /** Requests that run now. */
  public long running() {
    return running.get();
  }

  /** Requests so far. */
  public long requests() {
    return requests.get();
  }

  /** Requests that were answered with success. */
  public long succeeded() {
    return succeeded.get();
  }

  /** Requests that were answered with anything else. */
  public long failed() {
    return failed.get();
  }

  /** Requests whose instance died. */
  public long died() {
    return died.get();
  }
}
