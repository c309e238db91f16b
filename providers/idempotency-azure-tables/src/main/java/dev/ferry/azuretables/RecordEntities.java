package dev.ferry.azuretables;

import com.azure.data.tables.models.TableEntity;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as entities. The partition is one of a few, by the key; the row is the key; the
 * properties are the fields of {@link RecordFields}: whole numbers as Int64, texts and numbers with
 * a fraction as text, the outbox in pieces of 64 KiB named {@code o}, {@code o1} and so on. {@code
 * d} says from when on a sweep may delete the entity, in seconds since 1970.
 */
final class RecordEntities {
  /** From when on a sweep may delete a record. */
  static final String DELETABLE = "d";

  /** The version of the layout: what tells a record from an entity of the application's. */
  static final String VERSION = RecordFields.VERSION;

  private static final String PARTITION = "ferry-";
  private static final int PIECE_BYTES = 64 << 10;

  /** Of the 1 MiB of an entity, what its outbox may take. */
  private static final int MOST_PIECES = 15;

  /** The fields that are texts; every other that is kept as text is a number. */
  private static final Set<String> TEXTS =
      Set.of(RecordFields.STATE, RecordFields.TOKEN, "er", "ec");

  private final int partitions;

  RecordEntities(int partitions) {
    this.partitions = partitions;
  }

  int partitions() {
    return partitions;
  }

  String partition(int number) {
    return PARTITION + "%02d".formatted(number);
  }

  String partition(IdempotencyKey key) {
    return partition(Integer.parseInt(key.value().substring(0, 4), 16) % partitions);
  }

  /**
   * The entity of a record.
   *
   * @throws MessagingException INVALID_ARGUMENT when its outbox makes it larger than one may be
   */
  TableEntity of(IdempotencyKey key, LifeRecord record) {
    TableEntity entity = new TableEntity(partition(key), key.value());
    RecordFields.of(record).forEach((name, value) -> put(entity, name, value, record));
    return entity.addProperty(DELETABLE, RecordFields.deletable(record).getEpochSecond());
  }

  private static void put(TableEntity entity, String name, RecordValue value, LifeRecord record) {
    if (value instanceof RecordValue.Bytes bytes) {
      putPieces(entity, name, bytes.bytes().toByteArray(), record.outbox().size());
    } else if (value instanceof RecordValue.Text text) {
      entity.addProperty(name, text.text());
    } else if (value instanceof RecordValue.Numeric number) {
      boolean whole = number.digits().indexOf('.') < 0;
      Object property = whole ? Long.valueOf(number.digits()) : number.digits();
      entity.addProperty(name, property);
    }
  }

  private static void putPieces(TableEntity entity, String name, byte[] bytes, int messages) {
    if (bytes.length > MOST_PIECES * PIECE_BYTES) {
      throw MessagingException.invalid(
          "complete a message: its %d staged messages take %d bytes, and a record of Azure Tables has room for %d; publish fewer, or larger ones by reference"
              .formatted(messages, bytes.length, MOST_PIECES * PIECE_BYTES));
    }
    for (int from = 0, piece = 0; from < bytes.length; from += PIECE_BYTES, piece++) {
      int to = Math.min(bytes.length, from + PIECE_BYTES);
      entity.addProperty(pieceName(name, piece), Arrays.copyOfRange(bytes, from, to));
    }
  }

  private static String pieceName(String name, int piece) {
    return piece == 0 ? name : name + piece;
  }

  /**
   * The record of an entity.
   *
   * @throws MessagingException FAILED_PRECONDITION when a newer version of Ferry wrote it, or
   *     nobody who knows the layout
   */
  static Stored read(TableEntity entity) {
    Map<String, RecordValue> fields = new LinkedHashMap<>();
    entity
        .getProperties()
        .forEach(
            (name, property) -> {
              RecordValue value = value(name, property);
              if (value != null) {
                fields.put(name, value);
              }
            });
    if (fields.containsKey(RecordFields.OUTBOX)) {
      fields.put(RecordFields.OUTBOX, joined(entity.getProperties(), RecordFields.OUTBOX));
    }
    return new Stored(
        RecordFields.read(entity.getRowKey(), fields), Objects.toString(entity.getETag(), ""));
  }

  private static @Nullable RecordValue value(String name, @Nullable Object property) {
    if (property instanceof Long || property instanceof Integer) {
      return new RecordValue.Numeric(property.toString());
    }
    if (property instanceof byte[] bytes) {
      return new RecordValue.Bytes(Body.wrap(bytes));
    }
    if (property instanceof String text) {
      return TEXTS.contains(name) ? RecordValue.of(text) : new RecordValue.Numeric(text);
    }
    return null;
  }

  private static RecordValue joined(Map<String, Object> properties, String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int piece = 0; properties.get(pieceName(name, piece)) instanceof byte[] part; piece++) {
      bytes.writeBytes(part);
    }
    return new RecordValue.Bytes(Body.wrap(bytes.toByteArray()));
  }
}
