package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Which threads handlers run on, where nobody brings others. */
class VirtualThreadsTest {
  private final World world = new World();

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void handlers_runOnVirtualThreads() throws ReflectiveOperationException {
    assertThat(Thread.class.getMethod("isVirtual").invoke(handlersThread())).isEqualTo(true);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void handlers_runOnDaemons_whereThereAreNoVirtualThreads() {
    assertThat(handlersThread().isDaemon()).isTrue();
  }

  @Test
  void handlers_runOnThreadsWithAName() {
    assertThat(handlersThread().getName()).startsWith("ferry-handler-");
  }

  private Thread handlersThread() {
    BlockingQueue<Thread> ranOn = new ArrayBlockingQueue<>(1);
    Results results = new Results();
    world.serving = services -> services.executor(Services.builder().build().executor());
    world.publish("o1");
    world
        .processor((order, context) -> ranOn.add(Thread.currentThread()))
        .accept(world.receive(), Instant.MAX, results);
    assertThat(results.of("o1")).isEqualTo(new Disposition.Done());
    return ranOn.remove();
  }
}
