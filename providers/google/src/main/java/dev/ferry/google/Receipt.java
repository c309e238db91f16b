package dev.ferry.google;

import java.time.Duration;
import java.time.Instant;

/**
 * What settles one delivery, and until when: without exactly-once delivery Pub/Sub takes an ack of
 * a lease that is over and says nothing. Safe for use by several threads.
 */
final class Receipt {
  private final Source source;
  private final String ackId;
  private final String key;
  private volatile Instant deadline;

  /**
   * A delivery's.
   *
   * @param key the ordering key; empty for none
   */
  Receipt(Source source, String ackId, String key, Instant deadline) {
    this.source = source;
    this.ackId = ackId;
    this.key = key;
    this.deadline = deadline;
  }

  Source source() {
    return source;
  }

  String ackId() {
    return ackId;
  }

  String key() {
    return key;
  }

  Instant deadline() {
    return deadline;
  }

  boolean over(Instant now) {
    return !now.isBefore(deadline);
  }

  void extended(Instant until) {
    deadline = until;
  }

  /** It settled what it could. */
  void spent() {
    deadline = Instant.MIN;
  }

  /** Whole seconds of a lease, as many as Pub/Sub gives. */
  static int seconds(Duration wanted) {
    Duration most = wanted.compareTo(PubSubLimits.LEASE) < 0 ? wanted : PubSubLimits.LEASE;
    return Math.toIntExact(most.plusNanos(999_999_999).toSeconds());
  }
}
