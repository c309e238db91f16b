package dev.ferry.processing;

/**
 * The names and units under which every exporter records what a {@link ProcessingListener} hears:
 * dashboards and alarms are written against these.
 *
 * <p>Every metric has the attribute {@code ferry.handler}. Names follow OpenTelemetry's rules,
 * units are UCUM.
 */
public enum ProcessingMetric {
  /**
   * Counter, by {@code ferry.outcome} (a {@link ProcessingEvent.Kind}): what became of messages.
   */
  OUTCOMES("ferry.process.messages", "{message}"),
  /** Histogram: how long the handler ran. */
  DURATION("ferry.process.duration", "s"),
  /** Histogram: from the message's timestamp to its completion. */
  END_TO_END("ferry.process.latency", "s"),
  /** Counter, by {@code ferry.reason}: dead letters sent. */
  DEAD_LETTERS("ferry.deadletter.messages", "{message}"),
  /** Up-down counter: messages that a worker has leased. */
  IN_FLIGHT("ferry.worker.in_flight", "{message}"),
  /** Gauge: how long a worker's breaker makes it wait between polls. */
  POLL_DELAY("ferry.worker.poll_delay", "s");

  private final String metricName;
  private final String unit;

  ProcessingMetric(String metricName, String unit) {
    this.metricName = metricName;
    this.unit = unit;
  }

  /** The metric's name. */
  public String metricName() {
    return metricName;
  }

  /** The metric's unit, in UCUM. */
  public String unit() {
    return unit;
  }
}
