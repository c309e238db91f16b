package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FunctionHostTest {
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final VirtualClock clock = VirtualClock.create();
  private final LineHost lines = new LineHost(clock.instant());
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final List<String> exits = new CopyOnWriteArrayList<>();
  private Runnable whenItExits = () -> {};

  private FunctionHost<List<String>, List<String>> host(MessageHandler<String> handler) {
    return host(handler, Runnable::run);
  }

  private FunctionHost<List<String>, List<String>> host(
      MessageHandler<String> handler, Executor executor) {
    Application application =
        wiring ->
            wiring
                .handler("greet", Codec.utf8(), () -> handler)
                .deadLetterOn(IllegalArgumentException.class);
    Services services =
        Services.builder()
            .store(new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock))
            .timeline(Timeline.of(clock, clock.scheduler()))
            .executor(executor)
            .build();
    FunctionEnvironment environment = new FunctionEnvironment(Map.of("FERRY_HANDLER", "greet"));
    return new FunctionHost<>(
        lines,
        environment.handler(application),
        HandlerSettings.builder("greet", "lines").concurrency(1).build(),
        LineHost.SOURCE,
        services,
        MARGIN,
        () -> {
          exits.add("exit");
          whenItExits.run();
        });
  }

  private void remember(String payload) {
    handled.add(payload);
    if (payload.contains("bad")) {
      throw new IllegalArgumentException("never");
    }
    if (payload.contains("later")) {
      throw new IllegalStateException("not now");
    }
  }

  @Test
  void handle_mixedBatch_answersWithThoseThatComeAgain() throws InterruptedException {
    List<String> answer =
        host((payload, context) -> remember(payload))
            .handle(List.of("good", "later", "bad", "fine"), clock.instant().plusSeconds(900));

    assertThat(answer).containsExactly("later");
    assertThat(handled).containsExactly("good", "later", "bad", "fine");
    assertThat(lines.settled).hasSize(1).first().isInstanceOf(Settlement.DeadLetter.class);
  }

  @Test
  void handle_sameEventAgain_runsNothingTwice() throws InterruptedException {
    var host = host((payload, context) -> remember(payload));
    host.handle(List.of("good"), clock.instant().plusSeconds(900));

    assertThat(host.handle(List.of("good"), clock.instant().plusSeconds(900))).isEmpty();
    assertThat(handled).containsExactly("good");
  }

  @Test
  void handle_noTimeForASecond_startsOnlyTheFirst() throws InterruptedException {
    List<String> answer =
        host((payload, context) -> {
              remember(payload);
              clock.advance(Duration.ofSeconds(5));
            })
            .handle(List.of("one", "two"), clock.instant().plusSeconds(42));

    assertThat(handled).containsExactly("one");
    assertThat(answer).containsExactly("two");
  }

  @Test
  void handle_malformedEvent_failsAndSettlesNothing() {
    assertThatThrownBy(
            () ->
                host((payload, context) -> remember(payload))
                    .handle(List.of("good", "# bad"), clock.instant()))
        .isInstanceOf(MessagingException.class);
    assertThat(handled).isEmpty();
    assertThat(lines.settled).isEmpty();
  }

  @Test
  void handle_handlerThatWillNotStop_endsTheProcess() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    whenItExits = freed::countDown;
    var host =
        host(
            (payload, context) -> {
              running.countDown();
              while (freed.getCount() > 0) {
                awaitDeafly(freed);
              }
            },
            task -> new Thread(task).start());
    Thread invocation = new Thread(() -> handleQuietly(host));
    invocation.start();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    clock.advance(Duration.ofSeconds(60));
    invocation.join(10_000);

    assertThat(exits).containsExactly("exit");
  }

  private void handleQuietly(FunctionHost<List<String>, List<String>> host) {
    try {
      host.handle(List.of("stuck"), clock.instant().plusSeconds(900));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitDeafly(CountDownLatch freed) {
    try {
      freed.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException notNow) {
      Thread.interrupted();
    }
  }

  @Test
  void environment_missingVariable_saysWhichAndWhatFor() {
    FunctionEnvironment empty = new FunctionEnvironment(Map.of());

    assertThatThrownBy(() -> empty.channel("order-events"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("FERRY_CHANNEL_ORDER_EVENTS")
        .hasMessageContaining("order-events");
  }

  @Test
  void environment_channel_isAnAddress() {
    FunctionEnvironment environment =
        new FunctionEnvironment(Map.of("FERRY_CHANNEL_ORDER_EVENTS", "embedded:order-events"));

    assertThat(environment.channel("order-events").name()).isEqualTo("order-events");
  }
}
