package dev.ferry.samples.aws;

import dev.ferry.samples.orders.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry as an item. Its partition is the order; its sort key ends in something random, so that
 * what is recorded twice is there twice, for the auditor to see.
 */
final class EntryItem {
  static final String ORDER = "orderId";
  static final String ENTRY = "entry";

  private static final String AT = "at";
  private static final String KIND = "kind";
  private static final String HANDLER = "handler";
  private static final String MESSAGE = "messageId";
  private static final String ROUND = "round";
  private static final String ATTEMPT = "attempt";
  private static final String CUSTOMER = "customerId";
  private static final String AMOUNT = "amountCents";
  private static final String DETAIL = "detail";

  private EntryItem() {}

  static Map<String, AttributeValue> of(Entry entry, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(AT, number(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano()));
    item.put(ORDER, AttributeValue.fromS(entry.orderId()));
    item.put(ENTRY, AttributeValue.fromS(entry.handler() + "/" + UUID.randomUUID()));
    item.put(KIND, AttributeValue.fromS(entry.kind().name()));
    item.put(HANDLER, AttributeValue.fromS(entry.handler()));
    item.put(MESSAGE, AttributeValue.fromS(entry.messageId()));
    item.put(ROUND, number(entry.round()));
    item.put(ATTEMPT, number(entry.attempt()));
    item.put(CUSTOMER, AttributeValue.fromS(entry.customerId()));
    item.put(AMOUNT, number(entry.amountCents()));
    item.put(DETAIL, AttributeValue.fromS(entry.detail()));
    return item;
  }

  /** When it was made, in nanoseconds since 1970. */
  static long at(Map<String, AttributeValue> item) {
    return number(item, AT);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static Entry read(Map<String, AttributeValue> item) {
    return new Entry(
        Entry.Kind.valueOf(text(item, KIND)),
        text(item, HANDLER),
        text(item, MESSAGE),
        Math.toIntExact(number(item, ROUND)),
        Math.toIntExact(number(item, ATTEMPT)),
        text(item, ORDER),
        text(item, CUSTOMER),
        number(item, AMOUNT),
        text(item, DETAIL));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(Objects.requireNonNull(item.get(name), name).n());
  }
}
