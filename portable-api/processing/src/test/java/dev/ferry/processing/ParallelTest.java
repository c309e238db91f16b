package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Why;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What runs side by side, and what never does. */
class ParallelTest {
  private final World world = new World();
  private final Results results = new Results();
  private final ExecutorService threads = Threads.perTask("test");
  private final Queue<String> begun = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void withThreads() {
    world.serving = services -> services.executor(threads);
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void messages_runAtTheSameTime() {
    CyclicBarrier all = new CyclicBarrier(5);
    world.publish("o1", "o2", "o3", "o4", "o5");

    accept((order, context) -> all.await(10, TimeUnit.SECONDS));

    for (int i = 1; i <= 5; i++) {
      assertThat(results.of("o" + i)).isEqualTo(new Done());
    }
  }

  @Test
  void keysOfAnOrderedChannel_runAtTheSameTime_theirMessagesInOrder() {
    world.source = TinyBroker.ordered();
    CyclicBarrier bothKeys = new CyclicBarrier(2);
    publish("a", "a1", "a2");
    publish("b", "b1", "b2");

    accept(
        (order, context) -> {
          begun.add(order);
          bothKeys.await(10, TimeUnit.SECONDS);
        });

    assertThat(results.of("a2")).isEqualTo(new Done());
    assertThat(results.of("b2")).isEqualTo(new Done());
    assertThat(begun).containsSubsequence("a1", "a2").containsSubsequence("b1", "b2");
  }

  @Test
  void nextOfAKey_beginsWhenTheOneBeforeItIsSettled() {
    world.source = TinyBroker.ordered();
    publish("a", "a1", "a2");
    List<String> log = new CopyOnWriteArrayList<>();
    Processor processor = world.processor((order, context) -> log.add("begins " + order));

    processor.accept(
        world.receive(),
        Instant.MAX,
        (delivery, disposition) -> {
          log.add("settled " + delivery.message().id());
          results.accept(delivery, disposition);
        });

    assertThat(results.of("a2")).isEqualTo(new Done());
    assertThat(log).containsExactly("begins a1", "settled a1", "begins a2", "settled a2");
  }

  /** It used to find its lane taken, and went back untried. */
  @Test
  void messageThatIsBackBeforeItsEndIsTold_findsItsLaneFree() {
    world.publish("o1");
    List<Delivery> batch = world.receive();
    Processor processor =
        world.processor(
            (order, context) -> {
              if (context.attempt() == 1) {
                throw new IOException("the first time");
              }
            });
    List<Disposition> told = new CopyOnWriteArrayList<>();

    processor.accept(
        batch,
        Instant.MAX,
        (delivery, back) -> {
          processor.accept(batch, Instant.MAX, (same, disposition) -> told.add(disposition));
          Await.until("it ran again", () -> !told.isEmpty());
          results.accept(delivery, back);
        });

    assertThat(results.of("o1")).isInstanceOf(Disposition.Redeliver.class);
    assertThat(told).containsExactly(new Done());
  }

  @Test
  void keysOfAChannelWithoutOrder_areTenants_whichSerialiseNothing() {
    CyclicBarrier both = new CyclicBarrier(2);
    publish("a", "a1", "a2");

    accept((order, context) -> both.await(10, TimeUnit.SECONDS));

    assertThat(results.of("a1")).isEqualTo(new Done());
    assertThat(results.of("a2")).isEqualTo(new Done());
  }

  @RepeatedTest(5)
  void concurrency_isNeverExceeded_andIsReached() {
    world.settings.concurrency(3);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier three = new CyclicBarrier(3);
    world.publish(ids(9));

    accept(
        (order, context) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          three.await(10, TimeUnit.SECONDS);
          now.decrementAndGet();
        });

    for (String id : ids(9)) {
      assertThat(results.of(id)).isEqualTo(new Done());
    }
    assertThat(most).hasValue(3);
  }

  @Test
  void claims_areForThoseThatStartNow_inOneRequest() {
    world.settings.concurrency(3);
    CountDownLatch go = new CountDownLatch(1);
    world.publish(ids(5));

    accept((order, context) -> Await.open(go));
    assertThat(world.store.claimSizes()).containsExactly(3);
    assertThat(world.hasRecord("o4")).isFalse();

    go.countDown();
    assertThat(results.of("o5")).isEqualTo(new Done());
    Await.until("all are claimed", () -> world.store.claimSizes().size() == 3);
    assertThat(world.store.claimSizes()).containsExactly(3, 1, 1);
  }

  @Test
  void retry_stopsItsOwnKeyOnly() {
    world.source = TinyBroker.ordered();
    publish("a", "a1", "a2", "a3");
    publish("b", "b1", "b2");

    accept(
        (order, context) -> {
          begun.add(order);
          if (order.equals("a1")) {
            throw new IOException("no answer");
          }
        });

    assertThat(results.of("a1"))
        .isEqualTo(new Disposition.Redeliver(World.FIRST_DELAY, Why.RETRY, 1));
    assertThat(results.why("a2")).isEqualTo(Why.NOT_ATTEMPTED);
    assertThat(results.why("a3")).isEqualTo(Why.NOT_ATTEMPTED);
    assertThat(results.of("b2")).isEqualTo(new Done());
    assertThat(begun).containsExactlyInAnyOrder("a1", "b1", "b2");
    assertThat(results.order()).containsSubsequence("a1", "a2", "a3");
  }

  @Test
  void deadLetterAndDiscard_letTheirKeyGoOn() {
    world.source = TinyBroker.ordered();
    world.bound =
        binding ->
            binding
                .deadLetterOn(IllegalArgumentException.class)
                .discardOn(IllegalStateException.class, "stale");
    publish("a", "dead", "dropped", "last");

    accept(
        (order, context) -> {
          switch (order) {
            case "dead" -> throw new IllegalArgumentException();
            case "dropped" -> throw new IllegalStateException();
            default -> begun.add(order);
          }
        });

    assertThat(results.of("last")).isEqualTo(new Done());
    assertThat(begun).containsExactly("last");
  }

  @Test
  void equalIdsInOneBatch_runOnce() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    world.publish("o1", "o1", "o2");
    Processor processor =
        world.processor(
            (order, context) -> {
              if (order.equals("o1")) {
                runs.incrementAndGet();
                Await.open(go);
              }
            });
    AtomicInteger decided = new AtomicInteger();

    processor.accept(
        world.receive(),
        Instant.MAX,
        (delivery, disposition) -> {
          assertThat(disposition).isEqualTo(new Done());
          decided.incrementAndGet();
        });
    Await.until("o2 passes the two", () -> decided.get() == 1);
    go.countDown();
    Await.until("all are decided", () -> decided.get() == 3);

    assertThat(runs).hasValue(1);
    assertThat(world.events.of("o1")).endsWith(ProcessingEvent.Kind.SUPPRESSED);
  }

  @Test
  void equalIdsInOneBatch_goBackTogether_forAsLong() throws InterruptedException {
    world.publish("o1", "o1");
    Processor processor =
        world.processor(
            (order, context) -> {
              throw new IOException("no answer");
            });

    assertThat(world.process(processor))
        .containsExactly(
            new Disposition.Redeliver(World.FIRST_DELAY, Why.RETRY, 1),
            new Disposition.Redeliver(World.FIRST_DELAY, Why.NOT_ATTEMPTED));
  }

  @RepeatedTest(20)
  void manyKeysInManyBatches_keepTheirOrder_oneAtATime() {
    world.settings.concurrency(4);
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");
    ConcurrentMap<String, Integer> last = new ConcurrentHashMap<>();
    ConcurrentMap<String, AtomicInteger> running = new ConcurrentHashMap<>();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    MessageHandler<String> handler =
        (order, context) -> {
          String key = order.substring(0, 1);
          AtomicInteger now = running.computeIfAbsent(key, k -> new AtomicInteger());
          if (now.incrementAndGet() != 1) {
            wrong.add(order + " runs beside another of its key");
          }
          int number = Integer.parseInt(order.substring(1));
          if (last.merge(key, number, (before, after) -> after - before == 1 ? after : -1) < 0) {
            wrong.add(order + " is not the next one of its key");
          }
          now.decrementAndGet();
        };
    // The queue itself keeps no order here, so that it gives more of a key while some is leased.
    Processor processor =
        Processor.of(
            world.binding(handler), world.settings.build(), TinyBroker.ordered(), world.services());
    for (int number = 0; number < 15; number++) {
      for (String key : keys) {
        publish(key, key + number);
      }
    }

    for (int batch = 0; batch < 9; batch++) {
      processor.accept(world.receive(), Instant.MAX, results);
    }

    Await.until("all are decided", () -> results.order().size() == 90);
    assertThat(wrong).isEmpty();
    assertThat(last.values()).containsOnly(14);
  }

  private void accept(MessageHandler<String> handler) {
    world.processor(handler).accept(world.receive(), Instant.MAX, results);
  }

  private void publish(String key, String... ids) {
    for (String id : ids) {
      world.publish(world.message(id).orderingKey(key).build());
    }
  }

  private static String[] ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "o" + i).toArray(String[]::new);
  }
}
