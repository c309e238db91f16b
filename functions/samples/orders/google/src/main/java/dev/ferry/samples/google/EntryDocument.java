package dev.ferry.samples.google;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.samples.orders.Entry;
import java.time.Instant;
import java.util.UUID;

/**
 * An entry as a document. Its id is something random, so that what is recorded twice is there
 * twice, for the auditor to see, and that no part of the database has all the writes.
 */
final class EntryDocument {
  private static final String ORDER = "orderId";
  private static final String AT = "at";
  private static final String KIND = "kind";
  private static final String HANDLER = "handler";
  private static final String MESSAGE = "messageId";
  private static final String ROUND = "round";
  private static final String ATTEMPT = "attempt";
  private static final String CUSTOMER = "customerId";
  private static final String AMOUNT = "amountCents";
  private static final String DETAIL = "detail";
  private static final long NANOS_OF_A_SECOND = 1_000_000_000;

  private EntryDocument() {}

  /** Makes a new document. */
  static Write of(FirestoreCollection collection, Entry entry, Instant now) {
    return Write.newBuilder()
        .setUpdate(
            Document.newBuilder()
                .setName(collection.documentName(UUID.randomUUID().toString()))
                .putFields(AT, number(now.getEpochSecond() * NANOS_OF_A_SECOND + now.getNano()))
                .putFields(ORDER, text(entry.orderId()))
                .putFields(KIND, text(entry.kind().name()))
                .putFields(HANDLER, text(entry.handler()))
                .putFields(MESSAGE, text(entry.messageId()))
                .putFields(ROUND, number(entry.round()))
                .putFields(ATTEMPT, number(entry.attempt()))
                .putFields(CUSTOMER, text(entry.customerId()))
                .putFields(AMOUNT, number(entry.amountCents()))
                .putFields(DETAIL, text(entry.detail())))
        .setCurrentDocument(Precondition.newBuilder().setExists(false))
        .build();
  }

  /** What an order's entries have. */
  static Filter ofOrder(String orderId) {
    return Filter.newBuilder()
        .setFieldFilter(
            FieldFilter.newBuilder()
                .setField(FieldReference.newBuilder().setFieldPath(ORDER))
                .setOp(FieldFilter.Operator.EQUAL)
                .setValue(text(orderId)))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value number(long number) {
    return Value.newBuilder().setIntegerValue(number).build();
  }

  /** When it was made, in nanoseconds since 1970. */
  static long at(Document document) {
    return number(document, AT);
  }

  static Entry read(Document document) {
    return new Entry(
        Entry.Kind.valueOf(text(document, KIND)),
        text(document, HANDLER),
        text(document, MESSAGE),
        Math.toIntExact(number(document, ROUND)),
        Math.toIntExact(number(document, ATTEMPT)),
        text(document, ORDER),
        text(document, CUSTOMER),
        number(document, AMOUNT),
        text(document, DETAIL));
  }

  private static String text(Document document, String name) {
    return document.getFieldsOrThrow(name).getStringValue();
  }

  private static long number(Document document, String name) {
    return document.getFieldsOrThrow(name).getIntegerValue();
  }
}
