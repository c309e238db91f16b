package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write. Immutable.
 *
 * @param key of the record
 * @param before the record as it is known; null for none. Where the owner is expected, its lease
 *     and expiry are not known and are of no use but to see that a write changes them
 * @param after the record to be; of {@code before} and this one, what differs is to be written
 * @param expected what must be in the database
 */
public record RecordWrite(
    IdempotencyKey key, @Nullable LifeRecord before, LifeRecord after, Expected expected) {}
