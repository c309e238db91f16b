package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.functions.metrics.FunctionMetrics;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What CloudWatch reads out of the log. */
class LambdaLinesTest {
  private static final long START = 1767225600000L;

  private final VirtualClock clock = VirtualClock.create();
  private final FunctionMetrics metrics =
      new FunctionMetrics(
          "payment", "orders", Timeline.of(clock, clock.scheduler()), new LambdaLines());

  private static ProcessingEvent event(Kind kind, Duration elapsed, String detail) {
    return new ProcessingEvent(kind, "payment", "o1", 0, 1, elapsed, detail);
  }

  private List<String> written() {
    List<String> lines = new ArrayList<>();
    metrics.flush(lines::add);
    return lines;
  }

  @Test
  void outcomes_areCounted_underTheirDocumentedNamesAndUnits() {
    metrics.on(event(Kind.STARTED, Duration.ZERO, ""));
    metrics.on(event(Kind.HANDLED, Duration.ofMillis(250), ""));
    metrics.on(event(Kind.HANDLED, Duration.ofMillis(500), ""));

    assertThat(written())
        .containsExactly(
            "{\"_aws\":{\"Timestamp\":"
                + START
                + ",\"CloudWatchMetrics\":[{\"Namespace\":\"Ferry\","
                + "\"Dimensions\":[[\"ferry.handler\",\"ferry.source\",\"ferry.outcome\"]],"
                + "\"Metrics\":[{\"Name\":\"ferry.process.messages\",\"Unit\":\"Count\"}]},"
                + "{\"Namespace\":\"Ferry\","
                + "\"Dimensions\":[[\"ferry.handler\",\"ferry.source\"]],"
                + "\"Metrics\":[{\"Name\":\"ferry.process.duration\",\"Unit\":\"Seconds\"}]}]},"
                + "\"ferry.handler\":\"payment\",\"ferry.source\":\"orders\","
                + "\"ferry.outcome\":\"HANDLED\",\"ferry.process.messages\":2.0,"
                + "\"ferry.process.duration\":[0.25,0.5]}");
  }

  @Test
  void outcomesThatDiffer_areLinesOfTheirOwn_sinceADimensionHasOneValue() {
    metrics.on(event(Kind.HANDLED, Duration.ZERO, ""));
    metrics.on(event(Kind.RETRIED, Duration.ZERO, ""));

    assertThat(written())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"ferry.outcome\":\"HANDLED\""),
            line -> assertThat(line).contains("\"ferry.outcome\":\"RETRIED\""));
  }

  @Test
  void whatWasWritten_isNotWrittenAgain() {
    metrics.on(event(Kind.HANDLED, Duration.ofMillis(1), ""));
    assertThat(written()).hasSize(1);

    assertThat(written()).isEmpty();
  }

  @Test
  void deadLetters_areCountedByReason() {
    metrics.on(event(Kind.DEAD_LETTERED, Duration.ZERO, "REJECTED"));
    metrics.on(event(Kind.PARKED, Duration.ZERO, "OLDER_THAN_RECORD"));

    assertThat(written())
        .filteredOn(line -> line.contains("ferry.deadletter.messages"))
        .hasSize(2)
        .anyMatch(line -> line.contains("\"ferry.reason\":\"REJECTED\""))
        .anyMatch(line -> line.contains("\"ferry.reason\":\"OLDER_THAN_RECORD\""));
  }

  @Test
  void whatChannelsDo_isCountedByChannel() {
    metrics.published("sqs:dead", 1, 120, Duration.ofMillis(5));
    metrics.publishFailed("sqs:dead", 2, ErrorCode.UNAVAILABLE);
    metrics.received("sqs:orders", 3, 360);
    metrics.settled("sqs:orders", Verb.ACK);
    metrics.settleFailed("sqs:orders", Verb.NACK, ErrorCode.FAILED_PRECONDITION);

    assertThat(written())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"ferry.channel\":\"sqs:dead\"")
                    .contains("\"ferry.publish.messages\":1.0")
                    .contains("\"ferry.publish.bytes\":120.0")
                    .contains("{\"Name\":\"ferry.publish.bytes\",\"Unit\":\"Bytes\"}"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"error.type\":\"UNAVAILABLE\"")
                    .contains("\"ferry.publish.failures\":2.0"))
        .anySatisfy(line -> assertThat(line).contains("\"ferry.receive.messages\":3.0"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"ferry.verb\":\"ack\"")
                    .contains("\"ferry.settle.messages\":1.0"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"ferry.verb\":\"nack\"")
                    .contains("\"ferry.settle.failures\":1.0"));
  }

  @Test
  void moreThanAHundredValues_areSeveralLines_andNoneIsLost() {
    IntStream.range(0, 250)
        .forEach(i -> metrics.on(event(Kind.HANDLED, Duration.ofMillis(i + 1), "")));

    List<String> lines = written();

    assertThat(lines).hasSize(3);
    Pattern values = Pattern.compile("\"ferry.process.duration\":\\[([^]]*)]");
    assertThat(
            lines.stream()
                .map(values::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> found.group(1).split(",").length))
        .containsExactly(100, 100, 50);
  }
}
