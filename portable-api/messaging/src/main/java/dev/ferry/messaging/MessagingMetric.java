package dev.ferry.messaging;

/**
 * The names and units under which every exporter records what a {@link MessagingListener} hears:
 * dashboards and alarms are written against these.
 *
 * <p>Every metric has the attribute {@code ferry.channel}. Names follow OpenTelemetry's rules,
 * units are UCUM.
 */
public enum MessagingMetric {
  /** Counter: messages that a broker stored. */
  PUBLISHED("ferry.publish.messages", "{message}"),
  /** Counter: bytes that a broker stored, with attributes. */
  PUBLISHED_BYTES("ferry.publish.bytes", "By"),
  /** Histogram: how long a call that stored messages took. */
  PUBLISH_DURATION("ferry.publish.duration", "s"),
  /** Counter, by {@code error.type}: messages that were not stored. */
  PUBLISH_FAILURES("ferry.publish.failures", "{message}"),
  /** Counter: messages received. */
  RECEIVED("ferry.receive.messages", "{message}"),
  /** Counter: bytes received, with attributes. */
  RECEIVED_BYTES("ferry.receive.bytes", "By"),
  /** Counter, by {@code ferry.verb}: deliveries settled. */
  SETTLED("ferry.settle.messages", "{message}"),
  /** Counter, by {@code ferry.verb} and {@code error.type}: settlements without effect. */
  SETTLE_FAILURES("ferry.settle.failures", "{message}");

  private final String metricName;
  private final String unit;

  MessagingMetric(String metricName, String unit) {
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
