package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.ContractApp;
import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.demo.ContractRun.Terms;
import dev.ferry.operations.DeadLetter;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * When a failed message comes again, and what becomes of its siblings, of one that fails to the
 * last, and of one that kills its process each time, where functions are processes. The same on
 * every host.
 *
 * <p>All of it waits more than it works, so it runs at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class HostedContract {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FAILS_TWICE = ContractFunction.FAILS + 2;
  private static final String FAILS_ALWAYS = ContractFunction.FAILS + 99;

  /** The broker gives nothing up before the policy does. */
  private static final int FAR_ABOVE = 20;

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ContractHost host;

  @TempDir private Path folder;

  HostedContract(ContractHost host) {
    this.host = host;
  }

  @Test
  void failingMessages_comeAgainAfterTheirDelays_andTheLastFailureIsDeadLetteredWithItsStory()
      throws Exception {
    on(
        new Terms(
            "{attempts: 3, initialDelay: 2s, multiplier: 2, maxDelay: 8s, jitter: none}",
            LONG,
            FAR_ABOVE),
        run -> {
          run.publish(FAILS_TWICE);
          run.publish(FAILS_ALWAYS);
          run.start();
          await(
              () ->
                  run.times(Kind.HANDLED, FAILS_TWICE).size() == 1
                      && run.dead() == 1
                      && run.waiting().total() == 0);

          assertDelays(run, FAILS_TWICE);
          assertDelays(run, FAILS_ALWAYS);
          assertThat(run.early()).isZero();
          DeadLetter letter = run.letter();
          assertThat(letter.id()).isEqualTo(FAILS_ALWAYS);
          assertThat(letter.is(Reason.ATTEMPTS_EXHAUSTED)).isTrue();
          assertThat(letter.round()).isEqualTo(1);
          assertThat(letter.envelope().summary().attempts()).isEqualTo(3);
          assertThat(letter.envelope().chain())
              .contains(IllegalStateException.class.getName(), "not now");
          assertThat(Story.of("work", letter).complete()).isTrue();
        });
  }

  private static void assertDelays(ContractRun run, String message) {
    List<Long> begun = run.times(Kind.STARTED, message);
    List<Long> failed = run.times(Kind.RETRIED, message);
    assertThat(begun).as(() -> message + " among " + run.moments()).hasSize(3);
    assertThat(Duration.ofNanos(begun.get(1) - failed.get(0)))
        .as(message)
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(Duration.ofNanos(begun.get(2) - failed.get(1)))
        .as(message)
        .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void siblingsOfAFailingMessage_areHandledOnce_whileItWaits() throws Exception {
    on(
        new Terms("{attempts: 3, initialDelay: 60s, maxDelay: 60s, jitter: none}", LONG, FAR_ABOVE),
        run -> {
          run.publish("works first");
          run.start();
          await(() -> run.times(Kind.HANDLED, "works first").size() == 1);
          run.publish(FAILS_TWICE);
          List<String> siblings = List.of("works 1", "works 2", "works 3", "works 4", "works 5");
          siblings.forEach(run::publish);
          await(() -> run.times(Kind.RETRIED, FAILS_TWICE).size() == 1);
          run.publish("works later");
          await(() -> run.times(Kind.HANDLED, "works later").size() == 1);
          await(() -> run.waiting().total() == 1);

          assertThat(run.times(Kind.STARTED, FAILS_TWICE)).hasSize(1);
          for (String sibling : siblings) {
            assertThat(run.times(Kind.STARTED, sibling)).as(sibling).hasSize(1);
            assertThat(run.times(Kind.HANDLED, sibling)).as(sibling).hasSize(1);
          }
          assertThat(run.dead()).isZero();
        });
  }

  @Test
  void messageThatKillsItsProcessEachTime_isDeadLetteredByTheBroker_andIsNativeOnceRead()
      throws Exception {
    on(
        new Terms(
            "{attempts: 5, initialDelay: 1s, maxDelay: 1s, jitter: none}",
            host.hidden(),
            host.deliveries()),
        run -> {
          run.publish(ContractFunction.DEADLY);
          run.start();
          await(() -> run.dead() == 1);

          DeadLetter read = run.letter();
          assertThat(read.is(Reason.NATIVE)).isTrue();
          assertThat(read.round()).isEqualTo(1);
          assertThat(read.envelope().summary().attempts())
              .isGreaterThanOrEqualTo(host.deliveries());
          assertThat(read.envelope().chain()).isEmpty();
          assertThat(Story.of("work", read).complete()).isTrue();
          assertThat(run.moments()).isEmpty();

          assertThat(run.tell().told()).isEqualTo(1);
          DeadLetter told = run.letter();
          assertThat(told.id()).isEqualTo(read.id());
          assertThat(told.round()).isEqualTo(1);
          assertThat(Envelope.read(Objects.requireNonNull(told.message())))
              .hasValueSatisfying(
                  story -> assertThat(story.summary().reason()).isEqualTo("NATIVE"));

          run.publish("works after");
          await(() -> run.times(Kind.HANDLED, "works after").size() == 1);
        });
  }

  /** Opens the cloud with one handler on it, and leaves nothing. */
  final void on(Terms terms, Use use) throws IOException, InterruptedException {
    try (FunctionLog log = FunctionLog.to(log())) {
      host.cloud()
          .during(
              new CloudOptions(host.endpoint(), 1, log),
              place -> {
                try (ContractRun run = new ContractRun(host, place, terms, died())) {
                  use.of(run);
                }
                return place;
              });
    }
  }

  private Path log() {
    return folder.resolve("functions.log");
  }

  /** Is there when a process of {@link ContractApp} has died as it was told to. */
  final Path died() {
    return folder.resolve(ContractApp.DIED);
  }

  final void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.getAsBoolean())
        .as(() -> "within " + PATIENCE + "; functions said:\n" + contentOf(log().toFile()))
        .isTrue();
  }

  /** What is done with one handler's queues. */
  interface Use {
    void of(ContractRun run) throws InterruptedException;
  }
}
