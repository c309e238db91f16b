package dev.ferry.samples.azure;

import com.azure.data.tables.models.TableEntity;
import dev.ferry.samples.orders.Entry;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An entry as an entity. Its row ends in something random, so that what is recorded twice is there
 * twice, for the auditor to see.
 */
final class EntryEntity {
  /** Tells entries from the records beside them. */
  static final String ENTRIES = "entry eq true";

  static final String ORDER = "orderId";

  private static final String ENTRY = "entry";
  private static final String AT = "at";
  private static final String KIND = "kind";
  private static final String HANDLER = "handler";
  private static final String MESSAGE = "messageId";
  private static final String ROUND = "round";
  private static final String ATTEMPT = "attempt";
  private static final String CUSTOMER = "customerId";
  private static final String AMOUNT = "amountCents";
  private static final String DETAIL = "detail";
  private static final long NANOS = 1_000_000_000;

  private EntryEntity() {}

  static TableEntity of(String partition, Entry entry, Instant now) {
    return new TableEntity(partition, "entry-" + UUID.randomUUID())
        .addProperty(ENTRY, true)
        .addProperty(AT, now.getEpochSecond() * NANOS + now.getNano())
        .addProperty(ORDER, entry.orderId())
        .addProperty(KIND, entry.kind().name())
        .addProperty(HANDLER, entry.handler())
        .addProperty(MESSAGE, entry.messageId())
        .addProperty(ROUND, entry.round())
        .addProperty(ATTEMPT, entry.attempt())
        .addProperty(CUSTOMER, entry.customerId())
        .addProperty(AMOUNT, entry.amountCents())
        .addProperty(DETAIL, entry.detail());
  }

  /** When it was made, in nanoseconds since 1970. */
  static long at(TableEntity entity) {
    return number(entity, AT);
  }

  static Entry read(TableEntity entity) {
    return new Entry(
        Entry.Kind.valueOf(text(entity, KIND)),
        text(entity, HANDLER),
        text(entity, MESSAGE),
        Math.toIntExact(number(entity, ROUND)),
        Math.toIntExact(number(entity, ATTEMPT)),
        text(entity, ORDER),
        text(entity, CUSTOMER),
        number(entity, AMOUNT),
        text(entity, DETAIL));
  }

  private static String text(TableEntity entity, String name) {
    return Objects.toString(entity.getProperty(name), "");
  }

  private static long number(TableEntity entity, String name) {
    return Long.parseLong(text(entity, name));
  }
}
