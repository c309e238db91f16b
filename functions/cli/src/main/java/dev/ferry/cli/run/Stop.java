package dev.ferry.cli.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Somebody stops the command: Ctrl-C, or SIGTERM. What runs has a while to end and to close what it
 * opened; what is still there then is killed, and the JVM ends with 0, since that is how it ends.
 */
final class Stop implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "ferry-stop");

  /** Listens from now on until it is closed. */
  Stop() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether it was asked for; waits for it that long, at most. */
  boolean asked(Duration wait) throws InterruptedException {
    return asked.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stop() {
    asked.countDown();
    try {
      if (!closed.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  /** Everything else is closed. */
  @Override
  public void close() {
    closed.countDown();
    if (asked.getCount() > 0) {
      unhook();
    }
  }

  private void unhook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException askedJustNow) {
      return;
    }
  }
}
