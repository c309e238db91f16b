package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.simulation.SimulatedCrash;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the rest when something breaks that is not the handler's own failure. */
class EscapedErrorTest {
  private final World world = new World();
  private final Results results = new Results();
  private final Queue<Throwable> escaped = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((of, error) -> escaped.add(error));
            return thread;
          });

  @BeforeEach
  void oneAtATime() {
    world.settings.concurrency(1);
    world.serving = services -> services.executor(threads);
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void error_leavesItsMessage_freesSlotAndLane_andGoesUp() {
    world.source = TinyBroker.ordered();
    world.publish(world.message("breaks").orderingKey("a").build());
    world.publish(world.message("behind").orderingKey("a").build());
    world.publish(world.message("other").orderingKey("b").build());
    world
        .processor(
            (order, context) -> {
              if (order.equals("breaks")) {
                throw new SimulatedCrash(order);
              }
            })
        .accept(world.receive(), Instant.MAX, results);

    assertThat(results.of("breaks")).isEqualTo(new Leave(Cause.BROKEN));
    assertThat(results.why("behind")).isEqualTo(Why.NOT_ATTEMPTED);
    assertThat(results.of("other")).isEqualTo(new Done());
    Await.until("the error arrives", () -> !escaped.isEmpty());
    assertThat(escaped).singleElement().isInstanceOf(SimulatedCrash.class);
    assertThat(world.record("breaks").state()).isEqualTo(State.RUNNING);
  }

  @Test
  void errorOfTheStore_leavesWhatItClaimed_andFreesTheSlots() {
    world.settings.concurrency(2);
    world.publish("o1", "o2", "o3");
    int[] tokens = new int[1];
    world.serving =
        services ->
            services
                .executor(threads)
                .tokens(
                    () -> {
                      if (tokens[0]++ < 1) {
                        throw new SimulatedCrash("claim");
                      }
                      return "token-" + tokens[0];
                    });
    world.processor((order, context) -> {}).accept(world.receive(), Instant.MAX, results);

    assertThat(results.of("o1")).isEqualTo(new Leave(Cause.BROKEN));
    assertThat(results.of("o2")).isEqualTo(new Leave(Cause.BROKEN));
    assertThat(results.of("o3")).isEqualTo(new Done());
  }

  @Test
  void errorOnTheCallersThread_reachesTheCaller() {
    world.serving = services -> services.executor(Runnable::run);
    world.publish("o1");
    Worker worker =
        world.worker(
            (order, context) -> {
              throw new SimulatedCrash("o1");
            });

    assertThatThrownBy(worker::step).isInstanceOf(SimulatedCrash.class);
    assertThat(world.orders().settlements()).isEmpty();
    assertThat(worker.messagesInFlight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {AssertionError.class, NoClassDefFoundError.class, StackOverflowError.class})
  void errorThatSaysSomethingOfTheHandlerAlone_isAFailure(Class<? extends Error> type) {
    world.publish("o1");
    world
        .processor(
            (order, context) -> {
              throw type.getDeclaredConstructor().newInstance();
            })
        .accept(world.receive(), Instant.MAX, results);

    assertThat(results.why("o1")).isEqualTo(Why.RETRY);
  }

  @Test
  void sinkThatFails_costsNoSlot() {
    world.publish("o1", "o2");
    world
        .processor((order, context) -> {})
        .accept(
            world.receive(),
            Instant.MAX,
            (delivery, disposition) -> {
              results.accept(delivery, disposition);
              throw new IllegalStateException("the host cannot settle");
            });

    assertThat(results.of("o1")).isEqualTo(new Done());
    assertThat(results.of("o2")).isEqualTo(new Done());
  }

  @Test
  void executorThatIsClosed_givesEverythingBack_unrun() {
    world.settings.concurrency(2);
    world.serving =
        services ->
            services.executor(
                task -> {
                  throw new RejectedExecutionException();
                });
    world.publish("o1", "o2", "o3");
    world.processor((order, context) -> {}).accept(world.receive(), Instant.MAX, results);

    for (String id : new String[] {"o1", "o2", "o3"}) {
      assertThat(results.of(id)).isEqualTo(new Redeliver(Duration.ZERO, Why.NOT_ATTEMPTED));
    }
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
    assertThat(world.record("o1").attempts()).isZero();
    assertThat(world.record("o2").attempts()).isZero();
  }

  @Test
  void storeThatThrowsSomethingOfItsOwn_isAStoreThatCannotBeReached() {
    world.serving =
        services ->
            services
                .executor(threads)
                .tokens(
                    () -> {
                      throw new IllegalStateException("not what the contract says");
                    });
    world.publish("o1");
    world.processor((order, context) -> {}).accept(world.receive(), Instant.MAX, results);

    assertThat(results.why("o1")).isEqualTo(Why.STORE_UNREACHABLE);
  }
}
