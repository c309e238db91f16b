package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quick retries run the handler again in the process, inside one attempt and its budget. */
class QuickRetryTest {
  private static final Duration QUICK_DELAY = Duration.ofSeconds(3);

  private final World world = new World();
  private final AtomicInteger runs = new AtomicInteger();

  @BeforeEach
  void withTwoQuickRetries() {
    world.settings.retry(RetryPolicy.defaults().withQuickRetries(2, QUICK_DELAY));
  }

  @Test
  void quickRetry_thatSucceeds_isTheSameAttempt() throws InterruptedException {
    Processor processor = world.processor(failing(2));

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(runs).hasValue(3);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
  }

  @Test
  void quickRetries_areNoMoreThanThePolicySays() throws InterruptedException {
    Processor processor = world.processor(failing(100));

    assertThat(world.processOne(processor, "o1")).isInstanceOf(Redeliver.class);
    assertThat(runs).hasValue(3);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
  }

  @Test
  void quickRetry_waitsItsDelay() throws InterruptedException {
    Processor processor = world.processor(failing(2));
    world.processOne(processor, "o1");

    assertThat(world.events.all().get(1).elapsed()).isEqualTo(QUICK_DELAY.multipliedBy(2));
  }

  @Test
  void failureForGood_isNotTriedQuickly() throws InterruptedException {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    Processor processor = world.processor(failing(2));
    world.processOne(processor, "o1");

    assertThat(runs).hasValue(1);
  }

  @Test
  void quickRetries_endWithTheBudget() throws InterruptedException {
    world.settings.budget(QUICK_DELAY);
    Processor processor = world.processor(failing(2));

    assertThat(world.processOne(processor, "o1")).isInstanceOf(Redeliver.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void interruptedRun_isNotTriedQuickly() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              runs.incrementAndGet();
              world.clock.advance(World.BUDGET);
              throw new IOException("no answer");
            });

    assertThat(world.processOne(processor, "o1")).isInstanceOf(Redeliver.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void stagedOfAnEarlierQuickRun_isForgotten() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              context.publish("receipts", Message.of("run " + runs.incrementAndGet()));
              if (runs.get() < 3) {
                throw new IOException("no answer");
              }
            });
    world.processOne(processor, "o1");

    assertThat(world.messagesIn("receipts"))
        .extracting(message -> message.body().utf8())
        .containsExactly("run 3");
  }

  @Test
  void runThatAskedForTheCommit_isNotTriedQuickly() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              runs.incrementAndGet();
              context.completion().unwrap(InMemoryCommit.class).orElseThrow().commit(() -> {});
              throw new IOException("after the commit");
            });

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(runs).hasValue(1);
  }

  @Test
  void interruptDuringTheDelay_endsTheAttempt() throws InterruptedException {
    world.serving =
        services ->
            services.pause(
                duration -> {
                  throw new InterruptedException();
                });
    Processor processor = world.processor(failing(1));

    assertThat(((Redeliver) world.processOne(processor, "o1")).why()).isEqualTo(Why.RETRY);
    assertThat(runs).hasValue(1);
  }

  private MessageHandler<String> failing(int times) {
    return (order, context) -> {
      if (runs.incrementAndGet() <= times) {
        throw new IOException("no answer");
      }
    };
  }
}
