package dev.ferry.azure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a subscription, for calls of the SDK that block; they end when they are idle. */
final class Threads {
  private static final int MOST = 64;
  private static final long IDLE_SECONDS = 10;

  private Threads() {}

  /** Daemon threads, as many as are needed. */
  static ExecutorService create() {
    return new ThreadPoolExecutor(
        0,
        MOST,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "ferry-servicebus");
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
