package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that a topology gives: their defaults, their ranges, their copies. */
class SettingsTest {
  private static final Duration NEGATIVE = Duration.ofMillis(-1);

  @Test
  void handler_withEveryDefault() {
    assertThat(HandlerSettings.of("payment", "orders"))
        .isEqualTo(
            new HandlerSettings(
                "payment",
                "orders",
                RetryPolicy.defaults(),
                RedrivePolicy.defaults(),
                Guarantee.EXACTLY_ONCE_EFFECTS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofDays(60),
                null,
                10,
                Set.of()));
  }

  @Test
  void handler_withEverythingSaid() {
    HandlerSettings settings =
        HandlerSettings.builder("payment", "orders")
            .retry(RetryPolicy.defaults().withAttempts(9))
            .redrive(new RedrivePolicy(1))
            .guarantee(Guarantee.AT_MOST_ONCE)
            .budget(Duration.ofSeconds(1))
            .grace(Duration.ofSeconds(2))
            .lease(Duration.ofSeconds(3))
            .recordRetention(Duration.ofSeconds(4))
            .maxAge(Duration.ofSeconds(5))
            .concurrency(6)
            .publishes(Set.of("receipts"))
            .build();

    assertThat(settings)
        .isEqualTo(
            new HandlerSettings(
                "payment",
                "orders",
                RetryPolicy.defaults().withAttempts(9),
                new RedrivePolicy(1),
                Guarantee.AT_MOST_ONCE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                6,
                Set.of("receipts")));
  }

  static Stream<UnaryOperator<HandlerSettings.Builder>> handlersOutOfRange() {
    return Stream.of(
        handler -> handler.budget(Duration.ZERO),
        handler -> handler.budget(NEGATIVE),
        handler -> handler.grace(Duration.ZERO),
        handler -> handler.lease(Duration.ZERO),
        handler -> handler.recordRetention(Duration.ZERO),
        handler -> handler.maxAge(Duration.ZERO),
        handler -> handler.maxAge(NEGATIVE),
        handler -> handler.concurrency(0));
  }

  @ParameterizedTest
  @MethodSource("handlersOutOfRange")
  void handler_outsideItsRange_isRefusedByName(UnaryOperator<HandlerSettings.Builder> change) {
    HandlerSettings.Builder builder = change.apply(HandlerSettings.builder("payment", "orders"));

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("handler 'payment'");
  }

  @Test
  void worker_copiesChangeWhatTheySay() {
    WorkerOptions options =
        WorkerOptions.defaults()
            .withFlow(1, 2)
            .withReceive(3, Duration.ofSeconds(4))
            .withRate(5)
            .withHeartbeat(false)
            .withBreaker(6, Duration.ofSeconds(7))
            .withDrain(Duration.ofSeconds(8));

    assertThat(options)
        .isEqualTo(
            new WorkerOptions(
                1,
                2,
                3,
                Duration.ofSeconds(4),
                5,
                false,
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8)));
  }

  static Stream<UnaryOperator<WorkerOptions>> workersOutOfRange() {
    return Stream.of(
        worker -> worker.withFlow(0, 1),
        worker -> worker.withFlow(1, 0),
        worker -> worker.withReceive(0, Duration.ZERO),
        worker -> worker.withReceive(1, NEGATIVE),
        worker -> worker.withRate(-0.1),
        worker -> worker.withRate(Double.NaN),
        worker -> worker.withBreaker(-1, Duration.ZERO),
        worker -> worker.withBreaker(0, NEGATIVE),
        worker -> worker.withDrain(NEGATIVE));
  }

  @ParameterizedTest
  @MethodSource("workersOutOfRange")
  void worker_outsideItsRange_isRefused(UnaryOperator<WorkerOptions> change) {
    assertThatThrownBy(() -> change.apply(WorkerOptions.defaults()))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void worker_atTheEndsOfItsRange_isTaken() {
    WorkerOptions least =
        WorkerOptions.defaults()
            .withFlow(1, 1)
            .withReceive(1, Duration.ZERO)
            .withRate(0)
            .withBreaker(0, Duration.ZERO)
            .withDrain(Duration.ZERO);

    assertThat(least.maxMessages()).isEqualTo(1);
  }
}
