package dev.ferry.topology;

import java.time.Duration;

/**
 * How it is known that a message was handled. Immutable.
 *
 * @param enabled whether records are kept at all
 * @param store where
 * @param retention how long a record is kept after its message was handled
 * @param lease how long a claim holds before another may take it over; renewed while the handler
 *     runs
 */
public record Idempotency(boolean enabled, Store store, Duration retention, Duration lease) {

  /** Where records are kept. */
  public enum Store {
    /** The host's own cloud: DynamoDB, Firestore or Azure Tables; memory on one machine. */
    DEFAULT,
    /** Amazon DynamoDB. */
    DYNAMODB,
    /** Google Firestore. */
    FIRESTORE,
    /** Azure Table storage. */
    AZURE_TABLES,
    /** A relational database: completions join the handler's own transaction. */
    JDBC,
    /** The memory of one process; gone with it. */
    MEMORY
  }
}
