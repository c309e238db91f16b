package dev.ferry.functions.metrics;

import dev.ferry.functions.spi.LineFormat;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.MessagingMetric;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.ProcessingListener;
import dev.ferry.processing.ProcessingMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts what happens in a function and writes it as log lines that its host reads as metrics,
 * under the names that {@link ProcessingMetric} and {@link MessagingMetric} document: the logs are
 * the transport, so that no call is made and nothing is lost when the process is frozen.
 *
 * <p>Safe for use by any number of threads; what concurrent invocations count is written by the one
 * that ends next.
 */
public final class FunctionMetrics implements ProcessingListener, MessagingListener {
  private static final String OUTCOME = "ferry.outcome";
  private static final String REASON = "ferry.reason";
  private static final String CHANNEL = "ferry.channel";
  private static final String VERB = "ferry.verb";
  private static final String ERROR = "error.type";

  private final MetricBuffer buffer;
  private final Timeline timeline;

  /**
   * No metrics yet.
   *
   * @param handler the dimension {@code ferry.handler}
   * @param source the dimension {@code ferry.source}
   * @param format how lines are written
   */
  public FunctionMetrics(String handler, String source, Timeline timeline, LineFormat format) {
    this.buffer = new MetricBuffer(handler, source, timeline, format);
    this.timeline = timeline;
  }

  @Override
  public void on(ProcessingEvent event) {
    if (event.kind() == Kind.STARTED) {
      return;
    }
    buffer.count(name(ProcessingMetric.OUTCOMES), Map.of(OUTCOME, event.kind().name()), 1);
    if (!event.elapsed().isZero()) {
      buffer.seconds(name(ProcessingMetric.DURATION), Map.of(), event.elapsed());
    }
    if (event.kind() == Kind.DEAD_LETTERED || event.kind() == Kind.PARKED) {
      buffer.count(name(ProcessingMetric.DEAD_LETTERS), Map.of(REASON, event.detail()), 1);
    }
  }

  /** A message is complete, so long after it was made. */
  public void finished(Delivery delivery) {
    Instant made = delivery.message().timestamp();
    if (made != null) {
      Duration since = Duration.between(made, timeline.now());
      buffer.seconds(
          name(ProcessingMetric.END_TO_END), Map.of(), since.isNegative() ? Duration.ZERO : since);
    }
  }

  /** Counts something by one more dimension. */
  public void count(String metric, String dimension, String value, long by) {
    buffer.count(metric, Map.of(dimension, value), by);
  }

  /** Measures something in seconds. */
  public void seconds(String metric, Duration value) {
    buffer.seconds(metric, Map.of(), value);
  }

  @Override
  public void published(String channel, int messages, long bytes, Duration elapsed) {
    Map<String, String> by = Map.of(CHANNEL, channel);
    buffer.count(name(MessagingMetric.PUBLISHED), by, messages);
    buffer.bytes(name(MessagingMetric.PUBLISHED_BYTES), by, bytes);
    buffer.seconds(name(MessagingMetric.PUBLISH_DURATION), by, elapsed);
  }

  @Override
  public void publishFailed(String channel, int messages, ErrorCode code) {
    buffer.count(
        name(MessagingMetric.PUBLISH_FAILURES),
        Map.of(CHANNEL, channel, ERROR, code.name()),
        messages);
  }

  @Override
  public void received(String channel, int messages, long bytes) {
    Map<String, String> by = Map.of(CHANNEL, channel);
    buffer.count(name(MessagingMetric.RECEIVED), by, messages);
    buffer.bytes(name(MessagingMetric.RECEIVED_BYTES), by, bytes);
  }

  @Override
  public void settled(String channel, Verb verb) {
    settled(channel, verb, 1);
  }

  /** Deliveries were settled in one answer. */
  public void settled(String channel, Verb verb, int messages) {
    if (messages > 0) {
      buffer.count(
          name(MessagingMetric.SETTLED), Map.of(CHANNEL, channel, VERB, word(verb)), messages);
    }
  }

  @Override
  public void settleFailed(String channel, Verb verb, ErrorCode code) {
    buffer.count(
        name(MessagingMetric.SETTLE_FAILURES),
        Map.of(CHANNEL, channel, VERB, word(verb), ERROR, code.name()),
        1);
  }

  private static String word(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }

  private static String name(ProcessingMetric metric) {
    return metric.metricName();
  }

  private static String name(MessagingMetric metric) {
    return metric.metricName();
  }

  /** Writes what was counted since the last time, in as few lines as it fits into. */
  public void flush(Consumer<String> lines) {
    buffer.drain().forEach(lines);
  }
}
