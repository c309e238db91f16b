package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Threads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker before a backlog: several of its threads receive, within the same bounds. */
class BacklogTest {
  private static final int MANY = 40;

  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");
  private final Set<String> pollers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handled = new AtomicInteger();

  @BeforeEach
  void aBacklog() {
    world.serving = services -> services.executor(threads);
    world.settings.concurrency(1);
  }

  private void publish() {
    for (int number = 1; number <= MANY; number++) {
      world.publish("o" + number);
    }
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void fullBatch_bringsAnotherThread() {
    publish();
    CountDownLatch both = new CountDownLatch(2);
    world
        .orders()
        .afterReceive(
            () -> {
              if (pollers.add(Thread.currentThread().getName())) {
                both.countDown();
              }
              if (world.orders().receives() > 1) {
                Await.open(both);
              }
            });
    try (Worker worker = world.worker((order, context) -> handled.incrementAndGet())) {
      worker.start();
      Await.until("all are settled", () -> world.orders().depth() == 0);
    }
    assertThat(pollers).hasSizeGreaterThan(1);
    assertThat(handled).hasValue(MANY);
  }

  @Test
  void whereOrderIsKept_oneThreadReceives() {
    world.source = TinyBroker.ordered();
    pollersOfAll();
    assertThat(pollers).hasSize(1);
  }

  @Test
  void whereTheRateIsLimited_oneThreadReceives() {
    world.options = world.options.withRate(1000);
    pollersOfAll();
    assertThat(pollers).hasSize(1);
  }

  private void pollersOfAll() {
    publish();
    world.orders().afterReceive(() -> pollers.add(Thread.currentThread().getName()));
    try (Worker worker = world.worker((order, context) -> handled.incrementAndGet())) {
      worker.start();
      Await.until("all are settled", () -> world.orders().depth() == 0);
    }
  }

  @Test
  void severalThreads_keepToWhatMayBeInFlight() {
    publish();
    world.options = world.options.withFlow(15, 1 << 20);
    AtomicInteger most = new AtomicInteger();
    world.orders().afterReceive(() -> most.accumulateAndGet(world.orders().leased(), Math::max));
    try (Worker worker = world.worker((order, context) -> handled.incrementAndGet())) {
      worker.start();
      Await.until("all are settled", () -> world.orders().depth() == 0);
    }
    assertThat(most.get()).isBetween(10, 15);
  }
}
