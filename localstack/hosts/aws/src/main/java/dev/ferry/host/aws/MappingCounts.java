package dev.ferry.host.aws;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a mapping did so far. Safe for use by threads; each number is right, all together nearly.
 */
public final class MappingCounts {
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong invocations = new AtomicLong();
  private final AtomicLong handled = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong functionErrors = new AtomicLong();
  private final AtomicLong processesLost = new AtomicLong();
  private final AtomicLong requestsFailed = new AtomicLong();

  MappingCounts() {}

  void began() {
    running.incrementAndGet();
    invocations.incrementAndGet();
  }

  void ended(InvocationResult result, int messagesHandled, int messagesFailed) {
    if (result instanceof InvocationResult.Failed) {
      functionErrors.incrementAndGet();
    }
    if (result.ended()) {
      processesLost.incrementAndGet();
    }
    handled.addAndGet(messagesHandled);
    failed.addAndGet(messagesFailed);
    running.decrementAndGet();
  }

  void abandoned() {
    running.decrementAndGet();
  }

  void receiveFailed() {
    requestsFailed.incrementAndGet();
  }

  void deleteFailed() {
    requestsFailed.incrementAndGet();
  }

  /** Invocations that run now. */
  public long running() {
    return running.get();
  }

  /** Invocations so far. */
  public long invocations() {
    return invocations.get();
  }

  /** Messages deleted because the function said so. */
  public long handled() {
    return handled.get();
  }

  /** Messages left to come again. */
  public long failed() {
    return failed.get();
  }

  /** Invocations that ended with an error of the function. */
  public long functionErrors() {
    return functionErrors.get();
  }

  /** Invocations whose process died or ran over its time. */
  public long processesLost() {
    return processesLost.get();
  }

  /** Requests to the queue that failed; they are made again. */
  public long requestsFailed() {
    return requestsFailed.get();
  }
}
