package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Threads;
import dev.ferry.processing.Disposition.Done;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers on the thread that brings the batch, as in a process that serves one at a time. */
class ProcessHereTest {
  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");

  @BeforeEach
  void withThreads() {
    world.serving = services -> services.executor(threads);
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void batch_runsOneOnTheCallingThread_andTheOthersBesideIt() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(3);
    Queue<Thread> ranOn = new ConcurrentLinkedQueue<>();
    world.publish("o1", "o2", "o3");
    Processor processor =
        world.processor(
            (order, context) -> {
              ranOn.add(Thread.currentThread());
              all.await(10, TimeUnit.SECONDS);
            });

    assertThat(processor.processHere(world.receive(), Instant.MAX))
        .containsExactly(new Done(), new Done(), new Done());
    assertThat(ranOn).hasSize(3).containsOnlyOnce(Thread.currentThread());
  }

  @Test
  void handlerOverItsBudget_isInterrupted_andLeavesNoInterrupt() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    world.publish("o1");
    Processor processor =
        world.processor(
            (order, context) -> {
              world.clock.advance(World.BUDGET);
              assertThat(never.await(10, TimeUnit.SECONDS)).isTrue();
            });

    assertThat(processor.processHere(world.receive(), Instant.MAX))
        .singleElement()
        .isInstanceOf(Disposition.Redeliver.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void errorOfTheProcess_isTheThreadsOwn_andTheOthersAreDecided() throws Exception {
    List<Throwable> escaped = new CopyOnWriteArrayList<>();
    world.publish("o1", "o2");
    Processor processor =
        world.processor(
            (order, context) -> {
              if (order.equals("o1")) {
                throw new OutOfMemoryError("simulated");
              }
            });
    List<Disposition> decided = new CopyOnWriteArrayList<>();
    Thread host = new Thread(() -> decided.addAll(here(processor)));
    host.setUncaughtExceptionHandler((on, error) -> escaped.add(error));
    host.start();
    host.join(10_000);

    assertThat(escaped).singleElement().isInstanceOf(OutOfMemoryError.class);
    assertThat(decided)
        .containsExactly(new Disposition.Leave(Disposition.Cause.BROKEN), new Done());
  }

  private List<Disposition> here(Processor processor) {
    try {
      return processor.processHere(world.receive(), Instant.MAX);
    } catch (InterruptedException nobodyDoes) {
      throw new AssertionError(nobodyDoes);
    }
  }
}
