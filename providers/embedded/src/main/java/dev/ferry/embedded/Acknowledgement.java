package dev.ferry.embedded;

import java.time.Instant;

/**
 * An entry of a queue's acknowledgement log: how one delivery ended, or a message without one.
 *
 * @param consumer who had it; empty when nobody had
 * @param messageId the portable id
 * @param partition the partition, from 0
 * @param offset its place in the partition, from 0
 * @param status how it ended
 * @param at when
 * @param deliveryCount how often it had been delivered
 */
public record Acknowledgement(
    String consumer,
    String messageId,
    int partition,
    long offset,
    Status status,
    Instant at,
    int deliveryCount) {

  /** How a delivery ended. */
  public enum Status {
    /** It was done. */
    ACKED,
    /** It went back. */
    NACKED,
    /** Its consumer let it be dead-lettered, or it had been delivered too often. */
    DEAD_LETTERED,
    /** Its lease ran out. */
    LEASE_EXPIRED,
    /** It was older than the queue's retention. */
    RETENTION_EXPIRED
  }
}
