package dev.ferry.functions.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static final String BEGIN =
      "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"message\":";

  private final VirtualClock clock = VirtualClock.create();
  private final JsonLines lines = new JsonLines();
  private final FunctionMetrics metrics =
      new FunctionMetrics("payment", "orders", Timeline.of(clock, clock.scheduler()), lines);

  private static ProcessingEvent handled(Duration elapsed) {
    return new ProcessingEvent(Kind.HANDLED, "payment", "o1", 0, 1, elapsed, "");
  }

  private List<String> written() {
    List<String> written = new ArrayList<>();
    metrics.flush(written::add);
    return written;
  }

  @Test
  void metrics_areFields_withTheirLabels() {
    metrics.on(handled(Duration.ofMillis(250)));

    assertThat(written())
        .containsExactly(
            BEGIN
                + "\"metrics of payment\",\"labels\":{\"ferry.handler\":\"payment\","
                + "\"ferry.source\":\"orders\",\"ferry.outcome\":\"HANDLED\"},"
                + "\"metrics\":{\"ferry.process.messages\":1.0,\"ferry.process.duration\":0.25}}");
  }

  @Test
  void everyValueOfAHistogram_hasALine_andTheSumHasOne() {
    metrics.on(handled(Duration.ofMillis(250)));
    metrics.on(handled(Duration.ofMillis(500)));

    assertThat(written())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .contains("\"ferry.process.messages\":2.0,\"ferry.process.duration\":0.25}"),
            line ->
                assertThat(line)
                    .contains("\"metrics\":{\"ferry.process.duration\":0.5}")
                    .doesNotContain("ferry.process.messages"));
  }

  @Test
  void textsAndOutcomes_beginTheSameWay() {
    assertThat(lines.text(Level.INFO, clock.instant(), "it \"starts\"").close().toString())
        .isEqualTo(BEGIN + "\"it \\\"starts\\\"\"}");
    assertThat(
            lines.outcome(Level.INFO, clock.instant(), handled(Duration.ZERO)).close().toString())
        .isEqualTo(BEGIN + "\"HANDLED o1\"}");
  }
}
