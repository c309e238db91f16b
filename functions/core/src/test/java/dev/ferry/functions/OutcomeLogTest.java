package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.metrics.JsonLines;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {
  private final VirtualClock clock = VirtualClock.create();
  private final List<String> lines = new ArrayList<>();

  private OutcomeLog log(Level least) {
    return new OutcomeLog(
        least, Timeline.of(clock, clock.scheduler()), new JsonLines(), lines::add);
  }

  private static ProcessingEvent event(Kind kind, String detail) {
    return new ProcessingEvent(
        kind, "payment", "order \"4711\"\n", 1, 3, Duration.ofMillis(12), detail);
  }

  @Test
  void outcome_isOneLineOfJson() {
    log(Level.INFO).on(event(Kind.DEAD_LETTERED, "ATTEMPTS_EXHAUSTED"));
    log(Level.INFO).on(event(Kind.HANDLED, ""));

    assertThat(lines)
        .containsExactly(
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"WARN\","
                + "\"message\":\"DEAD_LETTERED order \\\"4711\\\"\\u000a\","
                + "\"outcome\":\"DEAD_LETTERED\",\"handler\":\"payment\","
                + "\"messageId\":\"order \\\"4711\\\"\\u000a\",\"round\":1,\"attempt\":3,"
                + "\"elapsedMillis\":12,\"detail\":\"ATTEMPTS_EXHAUSTED\"}",
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\","
                + "\"message\":\"HANDLED order \\\"4711\\\"\\u000a\","
                + "\"outcome\":\"HANDLED\",\"handler\":\"payment\","
                + "\"messageId\":\"order \\\"4711\\\"\\u000a\",\"round\":1,\"attempt\":3,"
                + "\"elapsedMillis\":12}");
  }

  @Test
  void whatMattersLess_isNotWritten() {
    log(Level.INFO).on(event(Kind.STARTED, ""));
    log(Level.WARN).on(event(Kind.HANDLED, ""));
    log(Level.ERROR).on(event(Kind.DEAD_LETTERED, "REJECTED"));
    assertThat(lines).isEmpty();

    log(Level.DEBUG).on(event(Kind.STARTED, ""));
    log(Level.ERROR).on(event(Kind.ABANDONED, ""));
    assertThat(lines).hasSize(2);
  }

  @Test
  void idsThatAreNotStable_areToldOnce() {
    OutcomeLog log = log(Level.INFO);
    log.on(event(Kind.UNSTABLE_ID, ""));
    log.on(event(Kind.UNSTABLE_ID, ""));
    log.on(event(Kind.RETRIED, ""));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("UNSTABLE_ID");
  }
}
