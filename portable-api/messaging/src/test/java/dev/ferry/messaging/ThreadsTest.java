package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private static final int JVM = Runtime.version().feature();

  private static Thread threadOf(ExecutorService executor) throws Exception {
    return executor.submit(Thread::currentThread).get(20, TimeUnit.SECONDS);
  }

  private static boolean virtual(Thread thread) throws Exception {
    return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
  }

  @Test
  void perTask_anyJvm_namesDaemonThreads() throws Exception {
    ExecutorService executor = Threads.perTask("ferry-test");
    try {
      Thread thread = threadOf(executor);
      assertThat(thread.getName()).startsWith("ferry-test-");
      assertThat(thread.isDaemon()).isTrue();
    } finally {
      executor.shutdown();
    }
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void perTask_jvm21OrLater_hasVirtualThreads() throws Exception {
    assumeTrue(JVM >= 21, "virtual threads came with JDK 21; this is " + JVM);
    ExecutorService executor = Threads.perTask("ferry-test");
    assertThat(virtual(threadOf(executor))).isTrue();
    executor.shutdown();
  }

  @Test
  void perTask_jvmBefore21_usesAThreadAgain() throws Exception {
    assumeTrue(JVM < 21, "pools serve JVMs before 21; this is " + JVM);
    ExecutorService executor = Threads.perTask("ferry-test");
    Thread first = threadOf(executor);
    Await.until("the thread is idle", () -> first.getState() == Thread.State.TIMED_WAITING);
    assertThat(threadOf(executor)).isSameAs(first);
    executor.shutdown();
  }
}
