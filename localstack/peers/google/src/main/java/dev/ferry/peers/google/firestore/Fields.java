package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.DocumentTransform.FieldTransform.ServerValue;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;

/** Fields of a document: those that a mask names, those that the server computes. */
final class Fields {
  private static final String NO_PATH = "[a-zA-Z_][a-zA-Z_0-9]*";

  private Fields() {}

  /** The write's document; where it has a mask, the document before with those fields changed. */
  static Document.Builder masked(Write write, @Nullable Document before) throws Refused {
    Document update = write.getUpdate();
    if (!write.hasUpdateMask()) {
      return Document.newBuilder().putAllFields(update.getFieldsMap());
    }
    Document.Builder next = Document.newBuilder();
    if (before != null) {
      next.putAllFields(before.getFieldsMap());
    }
    for (String field : write.getUpdateMask().getFieldPathsList()) {
      checkPlain(field);
      next.removeFields(field);
      if (update.containsFields(field)) {
        next.putFields(field, update.getFieldsOrThrow(field));
      }
    }
    return next;
  }

  static void checkPlain(String field) throws Refused {
    if (!field.matches(NO_PATH)) {
      throw Refused.unimplemented("the field path " + field);
    }
  }

  /** Computes a field; returns its value. */
  static Value transformed(FieldTransform transform, Document.Builder next, Timestamp now)
      throws Refused {
    String field = transform.getFieldPath();
    checkPlain(field);
    Value value = computed(transform, next.getFieldsMap().get(field), now);
    next.putFields(field, value);
    return value;
  }

  private static Value computed(FieldTransform transform, @Nullable Value before, Timestamp now)
      throws Refused {
    if (transform.hasIncrement() && transform.getIncrement().hasIntegerValue()) {
      long from = before == null ? 0 : before.getIntegerValue();
      long by = transform.getIncrement().getIntegerValue();
      return Value.newBuilder().setIntegerValue(from + by).build();
    }
    if (transform.getSetToServerValue() == ServerValue.REQUEST_TIME) {
      return Value.newBuilder().setTimestampValue(now).build();
    }
    throw Refused.unimplemented("the transform " + transform.getTransformTypeCase());
  }
}
