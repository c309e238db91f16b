package dev.ferry.messaging;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does, never for longer than a bound. */
final class Await {
  private static final long BOUND_SECONDS = 20;

  private Await() {}

  static void until(String what, BooleanSupplier done) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + BOUND_SECONDS + " s: " + what);
      }
      Thread.onSpinWait();
    }
  }

  static <T> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new CompletionException(failed.getCause());
    } catch (TimeoutException | InterruptedException late) {
      throw new AssertionError("no result within " + BOUND_SECONDS + " s", late);
    }
  }

  /** The failure that {@code stage} completes with. */
  static MessagingException failure(CompletionStage<?> stage) {
    Object result;
    try {
      result = result(stage);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof MessagingException failure) {
        return failure;
      }
      throw failed;
    }
    throw new AssertionError("no failure but " + result);
  }

  /** Waits until {@code thread} ended. */
  static void end(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(BOUND_SECONDS).toMillis());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    if (thread.isAlive()) {
      throw new AssertionError("still runs after " + BOUND_SECONDS + " s: " + thread);
    }
  }
}
