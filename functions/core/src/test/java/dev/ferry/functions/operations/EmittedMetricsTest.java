package dev.ferry.functions.operations;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.functions.LineHost;
import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.functions.metrics.MetricLine;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.Timeline;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.Fate;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.simulation.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Terraform's tests take for the metrics of functions is what functions write: every metric
 * with its dimensions, and what may become of a message. No alarm waits for one that never comes.
 */
class EmittedMetricsTest {
  private final VirtualClock clock = VirtualClock.create();
  private final Recorded recorded = new Recorded();
  private final FunctionMetrics metrics =
      new FunctionMetrics("payment", "orders", Timeline.of(clock, clock.scheduler()), recorded);

  @Test
  void fileSaysWhatFunctionsWrite() throws IOException {
    Stream.of(Kind.values()).forEach(this::happens);
    new LineHost(clock.instant()).read(List.of("o1")).forEach(metrics::finished);
    metrics.published("sqs:dead", 1, 120, Duration.ofMillis(5));
    metrics.publishFailed("sqs:dead", 2, ErrorCode.UNAVAILABLE);
    metrics.received("sqs:orders", 3, 360);
    metrics.settled("sqs:orders", Verb.ACK);
    metrics.settleFailed("sqs:orders", Verb.NACK, ErrorCode.FAILED_PRECONDITION);
    Letters letters = new Letters();
    letters.handled(letter(), Fate.REDRIVEN);
    letters.record(metrics);

    metrics.flush(line -> {});

    assertThat(Files.readString(file("infra-terraform/tests/emitted.json")))
        .isEqualTo(recorded.asJson());
  }

  private void happens(Kind kind) {
    metrics.on(new ProcessingEvent(kind, "payment", "o1", 0, 1, Duration.ofSeconds(1), "REJECTED"));
  }

  private DeadLetter letter() {
    Instant now = clock.instant();
    return new DeadLetter(
        "o1", true, 1, Envelope.ofNative("orders", 3, now), "orders-dead", "b1", now, 2, null);
  }

  private static Path file(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("infra-terraform"))) {
      folder = requireNonNull(folder.getParent());
    }
    return folder.resolve(path);
  }

  /** Keeps which metric was written with which dimensions. */
  private static final class Recorded implements LineFormat {
    private final SortedMap<String, SortedSet<String>> dimensions = new TreeMap<>();
    private final SortedSet<String> outcomes = new TreeSet<>();

    @Override
    public JsonText outcome(Level level, Instant at, ProcessingEvent event) {
      return new JsonText().open();
    }

    @Override
    public JsonText text(Level level, Instant at, String text) {
      return new JsonText().open();
    }

    @Override
    public int mostValues() {
      return 100;
    }

    @Override
    public String metrics(MetricLine line, Instant at, Map<String, String> everywhere) {
      for (MetricLine.Group group : line.groups()) {
        SortedSet<String> all = new TreeSet<>(everywhere.keySet());
        all.addAll(group.dimensions());
        group.units().keySet().forEach(metric -> dimensions.put(metric, all));
      }
      String outcome = line.dimensions().get("ferry.outcome");
      if (outcome != null) {
        outcomes.add(outcome);
      }
      return "";
    }

    String asJson() {
      return dimensions.entrySet().stream()
          .map(one -> "    \"" + one.getKey() + "\": " + array(one.getValue()))
          .collect(
              joining(",\n", "{\n  \"metrics\": {\n", "\n  },\n  \"outcomes\": " + array(outcomes)))
          .concat("\n}\n");
    }

    private static String array(SortedSet<String> names) {
      return names.stream().collect(joining("\", \"", "[\"", "\"]"));
    }
  }
}
