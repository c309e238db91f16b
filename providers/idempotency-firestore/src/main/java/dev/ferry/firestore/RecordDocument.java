package dev.ferry.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Timestamp;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record as a document: {@link RecordFields} as fields, and beside them {@code expires}, from
 * when on Firestore may delete it: the field of the collection's TTL policy. Its version is its
 * update time.
 */
final class RecordDocument {
  static final String DELETABLE = "expires";

  private final FirestoreCollection collection;

  RecordDocument(FirestoreCollection collection) {
    this.collection = collection;
  }

  /** The fields of a record. */
  static Map<String, Value> fields(LifeRecord record) {
    Map<String, Value> fields = new LinkedHashMap<>();
    RecordFields.of(record).forEach((name, value) -> fields.put(name, Values.of(value)));
    fields.put(DELETABLE, Values.of(RecordFields.deletable(record)));
    return fields;
  }

  /**
   * The write of a record, under the condition that it expects: not to be there, or its version.
   */
  Write write(RecordWrite write) {
    Map<String, Value> next = fields(write.after());
    Write.Builder result = Write.newBuilder();
    if (write.expected() instanceof Expected.Unchanged unchanged) {
      Map<String, Value> before = fields(unchanged.found().record());
      result.setUpdateMask(changed(before, next));
      before.forEach((name, value) -> next.remove(name, value));
      result.setCurrentDocument(
          Precondition.newBuilder().setUpdateTime(time(unchanged.found().version())));
    } else {
      result.setCurrentDocument(Precondition.newBuilder().setExists(false));
    }
    return result.setUpdate(document(write.key()).putAllFields(next)).build();
  }

  /** What is not as it was; fields that nobody knows here stay. */
  private static DocumentMask changed(Map<String, Value> before, Map<String, Value> next) {
    DocumentMask.Builder mask = DocumentMask.newBuilder();
    next.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            mask.addFieldPaths(name);
          }
        });
    before.keySet().stream().filter(name -> !next.containsKey(name)).forEach(mask::addFieldPaths);
    return mask.build();
  }

  /** Takes the outbox away from a record that is there. */
  Write forgetOutbox(IdempotencyKey key) {
    return Write.newBuilder()
        .setUpdate(document(key))
        .setUpdateMask(DocumentMask.newBuilder().addFieldPaths(RecordFields.OUTBOX))
        .setCurrentDocument(Precondition.newBuilder().setExists(true))
        .build();
  }

  private Document.Builder document(IdempotencyKey key) {
    return Document.newBuilder().setName(name(key));
  }

  String name(IdempotencyKey key) {
    return collection.documentName(key.value());
  }

  /**
   * The record of a document.
   *
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a newer version of
   *     Ferry wrote it, or nobody who knows the layout
   */
  static Stored read(Document document) {
    String id = document.getName().substring(document.getName().lastIndexOf('/') + 1);
    return new Stored(
        RecordFields.read(id, Values.read(document.getFieldsMap())),
        version(document.getUpdateTime()));
  }

  /** An update time as a version. */
  static String version(Timestamp updateTime) {
    return Instant.ofEpochSecond(updateTime.getSeconds(), updateTime.getNanos()).toString();
  }

  private static Timestamp time(String version) {
    return Values.time(Instant.parse(version));
  }
}
