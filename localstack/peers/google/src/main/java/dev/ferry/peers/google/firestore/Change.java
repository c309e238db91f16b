package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write makes of a document.
 *
 * @param after the document afterwards; null for none
 * @param result what is answered
 */
record Change(@Nullable Document after, WriteResult result) {

  static String nameOf(Write write) {
    return write.hasUpdate() ? write.getUpdate().getName() : write.getDelete();
  }

  /** The change of a document that is {@code before}, or of none. */
  static Change of(Write write, @Nullable Document before, Timestamp now) throws Refused {
    check(write.getCurrentDocument(), nameOf(write), before);
    if (!write.hasUpdate()) {
      return new Change(null, WriteResult.getDefaultInstance());
    }
    Document.Builder next = Fields.masked(write, before);
    List<Value> transformed = transform(next, write.getUpdateTransformsList(), now);
    next.setName(nameOf(write));
    next.setCreateTime(before == null ? now : before.getCreateTime());
    // A write that changes nothing leaves the time, too.
    next.setUpdateTime(
        before != null && before.getFieldsMap().equals(next.getFieldsMap())
            ? before.getUpdateTime()
            : now);
    Document after = next.build();
    DocumentSize.check(after);
    return new Change(
        after,
        WriteResult.newBuilder()
            .setUpdateTime(after.getUpdateTime())
            .addAllTransformResults(transformed)
            .build());
  }

  private static void check(Precondition condition, String name, @Nullable Document before)
      throws Refused {
    if (condition.hasExists() && condition.getExists() != (before != null)) {
      throw new Refused(
          before == null
              ? Status.NOT_FOUND.withDescription("No document to update: " + name)
              : Status.ALREADY_EXISTS.withDescription("Document already exists: " + name));
    }
    if (condition.hasUpdateTime()
        && (before == null || !before.getUpdateTime().equals(condition.getUpdateTime()))) {
      throw new Refused(
          Status.FAILED_PRECONDITION.withDescription(
              "the stored version does not match the required base version"));
    }
  }

  private static List<Value> transform(
      Document.Builder next, List<FieldTransform> transforms, Timestamp now) throws Refused {
    List<Value> results = new ArrayList<>();
    for (FieldTransform transform : transforms) {
      Value result = Fields.transformed(transform, next, now);
      results.add(result);
    }
    return results;
  }
}
