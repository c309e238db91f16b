package dev.ferry.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.testkit.idempotency.EffectLedger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Effects as counters in a collection of their own. */
final class FirestoreEffectLedger implements EffectLedger {
  private static final String OCCURRENCES = "occurrences";

  private final FirestoreClient client;
  private final FirestoreCollection collection;

  FirestoreEffectLedger(FirestoreClient client, FirestoreCollection collection) {
    this.client = client;
    this.collection = collection;
  }

  @Override
  public Written commit(String entry, Completion completion) {
    return join(completion).commit(List.of(increment(name(entry)).build()));
  }

  @Override
  public void commitFailing(String entry, Completion completion) {
    Write failing =
        increment(name(entry + "-which-is-not-there"))
            .setCurrentDocument(Precondition.newBuilder().setExists(true))
            .build();
    join(completion).commit(List.of(increment(name(entry)).build(), failing));
  }

  @Override
  public int occurrences(String entry) {
    BatchGetDocumentsResponse answer =
        client
            .stub(collection)
            .batchGetDocuments(
                BatchGetDocumentsRequest.newBuilder()
                    .setDatabase(collection.databaseName())
                    .addDocuments(name(entry))
                    .build())
            .next();
    return Math.toIntExact(
        answer
            .getFound()
            .getFieldsOrDefault(OCCURRENCES, Value.getDefaultInstance())
            .getIntegerValue());
  }

  private static FirestoreCommit join(Completion completion) {
    return completion.unwrap(FirestoreCommit.class).orElseThrow();
  }

  private String name(String entry) {
    ByteString bytes = ByteString.copyFrom(entry, StandardCharsets.UTF_8);
    return collection.documentName("e-" + HexFormat.of().formatHex(bytes.toByteArray()));
  }

  private static Write.Builder increment(String document) {
    return Write.newBuilder()
        .setUpdate(Document.newBuilder().setName(document))
        .setUpdateMask(DocumentMask.getDefaultInstance())
        .addUpdateTransforms(
            FieldTransform.newBuilder()
                .setFieldPath(OCCURRENCES)
                .setIncrement(Value.newBuilder().setIntegerValue(1)));
  }
}
