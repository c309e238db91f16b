package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.LifeRecord;

/**
 * A record as it is in the database. Immutable.
 *
 * @param record what was read or written
 * @param version which the database gave it with that write; empty where it compares fields
 */
public record Stored(LifeRecord record, String version) {}
