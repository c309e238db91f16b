package dev.ferry.testkit.messaging;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Threads of a test: closing waits for them, and fails when one did or would not end. */
final class Sides implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** Runs something beside the test; that it was closed meanwhile is no failure. */
  Thread start(Runnable side) {
    Thread thread =
        new Thread(
            () -> {
              try {
                side.run();
              } catch (MessagingException failed) {
                if (failed.code() != ErrorCode.CANCELLED) {
                  failures.add(failed);
                }
              } catch (RuntimeException | Error failed) {
                failures.add(failed);
              }
            },
            "conformance-side-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    for (Thread thread : threads) {
      join(thread);
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("beside the test", failures.peek());
    }
  }

  private void join(Thread thread) {
    try {
      thread.join(TimeUnit.MINUTES.toMillis(1));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      failures.add(new AssertionError(thread.getName() + " did not end within a minute"));
    }
  }
}
