package dev.ferry.firestore;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.Transaction;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.Written;
import dev.ferry.idempotency.spi.Completing;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.Body;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A join by the vendor's client; the only class here that needs it. */
final class ClientTransactionJoin implements FirestoreTransactionJoin {
  private final FirestoreCollection collection;
  private final IdempotencyKey key;
  private final Supplier<Completing> completing;

  ClientTransactionJoin(
      FirestoreCollection collection, IdempotencyKey key, Supplier<Completing> completing) {
    this.collection = collection;
    this.key = key;
    this.completing = completing;
  }

  @Override
  public Written join(Firestore firestore, Transaction transaction)
      throws ExecutionException, InterruptedException {
    DocumentReference reference =
        firestore.collection(collection.collection()).document(key.value());
    Stored found = stored(transaction.get(reference).get());
    Completing completion = completing.get();
    Optional<Written> answer = completion.refused(found);
    if (answer.isPresent()) {
      return answer.get();
    }
    transaction.set(
        reference, fields(completion.write().orElseThrow().after()), SetOptions.merge());
    return Written.WRITTEN;
  }

  private @Nullable Stored stored(DocumentSnapshot snapshot) {
    Map<String, Object> data = snapshot.getData();
    if (data == null) {
      return null;
    }
    Map<String, RecordValue> values = new HashMap<>();
    data.forEach((name, value) -> read(value).ifPresent(read -> values.put(name, read)));
    String version = String.valueOf(snapshot.getUpdateTime());
    return new Stored(RecordFields.read(key.value(), values), version);
  }

  private static Optional<RecordValue> read(Object value) {
    if (value instanceof String text) {
      return Optional.of(RecordValue.of(text));
    }
    if (value instanceof Long number) {
      return Optional.of(RecordValue.of(number));
    }
    return value instanceof Blob bytes
        ? Optional.of(new RecordValue.Bytes(Body.wrap(bytes.toBytes())))
        : Optional.empty();
  }

  private static Map<String, Object> fields(LifeRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    RecordFields.of(record).forEach((name, value) -> fields.put(name, of(value)));
    Instant deletable = RecordFields.deletable(record);
    fields.put(
        RecordDocument.DELETABLE, Timestamp.ofTimeSecondsAndNanos(deletable.getEpochSecond(), 0));
    return fields;
  }

  private static Object of(RecordValue value) {
    if (value instanceof RecordValue.Text text) {
      return text.text();
    }
    if (value instanceof RecordValue.Numeric number) {
      return Values.isWhole(number.digits()) ? Long.valueOf(number.digits()) : number.digits();
    }
    return Blob.fromBytes(((RecordValue.Bytes) value).bytes().toByteArray());
  }
}
