package dev.ferry.operations;

/**
 * The names and units under which whoever looks after dead letters records what is there and what
 * becomes of it: dashboards and alarms are written against these.
 *
 * <p>Every metric has the attribute {@code ferry.handler}. Names follow OpenTelemetry's rules,
 * units are UCUM.
 */
public enum OperationsMetric {
  /** Gauge, by {@code ferry.reason}: dead letters that were found. */
  FOUND("ferry.deadletter.found", "{message}"),
  /** Gauge: how long the oldest of those that stay has been a dead letter. */
  OLDEST("ferry.deadletter.age", "s"),
  /** Counter, by {@code ferry.fate} (a {@link Fate}): what became of dead letters. */
  FATES("ferry.redrive.messages", "{message}");

  private final String metricName;
  private final String unit;

  OperationsMetric(String metricName, String unit) {
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
