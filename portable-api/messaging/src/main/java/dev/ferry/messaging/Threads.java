package dev.ferry.messaging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one place that knows what threads there are: virtual ones where the JVM has them (21 and
 * later), pooled daemon threads before.
 */
public final class Threads {
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  private Threads() {}

  /**
   * An executor with a thread for every task; the caller closes it.
   *
   * <p>It bounds nothing: whoever uses it bounds the tasks it gives.
   *
   * @param name what the threads are called, before their number
   */
  public static ExecutorService perTask(String name) {
    return Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS
        ? Executors.newCachedThreadPool(daemons(name))
        : virtual(name);
  }

  /** {@code Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory())}. */
  private static ExecutorService virtual(String name) {
    try {
      var find = MethodHandles.publicLookup();
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Object virtual =
          find.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual)).invoke();
      Object named =
          find.findVirtual(
                  builder, "name", MethodType.methodType(builder, String.class, long.class))
              .invoke(virtual, name + "-", 0L);
      Object factory =
          find.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
              .invoke(named);
      return (ExecutorService)
          find.findStatic(
                  Executors.class,
                  "newThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class, ThreadFactory.class))
              .invoke(factory);
    } catch (Throwable noSuchJvm) {
      throw new IllegalStateException("make virtual threads", noSuchJvm);
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
