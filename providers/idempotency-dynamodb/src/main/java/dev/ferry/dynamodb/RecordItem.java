package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as the item of a table, version 1.
 *
 * <table>
 * <caption>The attributes</caption>
 * <tr><td>{@code k}</td><td>S</td><td>the key, 64 hexadecimal digits; the partition key</td></tr>
 * <tr><td>{@code v}</td><td>N</td><td>version of this layout</td></tr>
 * <tr><td>{@code s}</td><td>S</td><td>state</td></tr>
 * <tr><td>{@code r}</td><td>N</td><td>round</td></tr>
 * <tr><td>{@code n}</td><td>N</td><td>attempts of the round</td></tr>
 * <tr><td>{@code t}</td><td>S</td><td>token of the last claim</td></tr>
 * <tr><td>{@code u}</td><td>N</td><td>until when the last lease lasts</td></tr>
 * <tr><td>{@code p}</td><td>N</td><td>retention period, in seconds</td></tr>
 * <tr><td>{@code x}</td><td>N</td><td>when the record expires; what code decides by</td></tr>
 * <tr><td>{@code d}</td><td>N</td><td>from when on DynamoDB may delete it: the TTL attribute, whole
 *     seconds, an hour after {@code x} for workers whose clocks are late</td></tr>
 * <tr><td>{@code f}</td><td>N</td><td>first failure of the round, once there was one</td></tr>
 * <tr><td>{@code er ec en ef el}</td><td>S S N N N</td><td>a dead letter's reason, exception class,
 *     attempts, first and last failure</td></tr>
 * <tr><td>{@code o}</td><td>B</td><td>messages that may not have been sent, see {@link
 *     OutboxBytes}</td></tr>
 * </table>
 *
 * <p>Times are seconds since 1970 with decimals, see {@link Decimals}. The names are short because
 * every request and every item carries them, and none is a reserved word, so that expressions need
 * no aliases for them. Readers skip attributes that they do not know, so that version 1 may grow.
 */
final class RecordItem {
  static final String KEY = "k";
  static final String VERSION = "v";
  static final String STATE = "s";
  static final String TOKEN = "t";
  static final String UNTIL = "u";
  static final String EXPIRES = "x";
  static final String DELETABLE = "d";
  static final String OUTBOX = "o";

  static final int CURRENT_VERSION = 1;

  private static final String ROUND = "r";
  private static final String ATTEMPTS = "n";
  private static final String RETENTION = "p";
  private static final String FIRST_FAILURE = "f";
  private static final String ENVELOPE_REASON = "er";
  private static final String ENVELOPE_EXCEPTION = "ec";
  private static final String ENVELOPE_ATTEMPTS = "en";
  private static final String ENVELOPE_FIRST_FAILURE = "ef";
  private static final String ENVELOPE_LAST_FAILURE = "el";

  private static final Duration LATE_CLOCKS = Duration.ofHours(1);

  private RecordItem() {}

  /**
   * The item of a record.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when its outbox makes it larger
   *     than an item may be
   */
  static Map<String, Value> of(IdempotencyKey key, LifeRecord record) {
    Map<String, Value> item = new LinkedHashMap<>();
    item.put(KEY, Value.of(key.value()));
    item.put(VERSION, Value.of(CURRENT_VERSION));
    item.put(STATE, Value.of(record.state().name()));
    item.put(ROUND, Value.of(record.round()));
    item.put(ATTEMPTS, Value.of(record.attempts()));
    item.put(TOKEN, Value.of(record.token()));
    item.put(UNTIL, Decimals.of(record.until()));
    item.put(RETENTION, Decimals.of(record.retention()));
    item.put(EXPIRES, Decimals.of(record.expiresAt()));
    item.put(DELETABLE, deletable(record.expiresAt()));
    putIfThere(item, FIRST_FAILURE, record.firstFailure());
    putIfThere(item, record.envelope());
    putIfThere(item, record.outbox());
    return item;
  }

  private static Value deletable(Instant expires) {
    Instant late = expires.plus(LATE_CLOCKS);
    return Value.of(late.getEpochSecond() + (late.getNano() == 0 ? 0 : 1));
  }

  private static void putIfThere(Map<String, Value> item, String name, @Nullable Instant instant) {
    if (instant != null) {
      item.put(name, Decimals.of(instant));
    }
  }

  private static void putIfThere(Map<String, Value> item, @Nullable ShortEnvelope envelope) {
    if (envelope != null) {
      item.put(ENVELOPE_REASON, Value.of(envelope.reason()));
      item.put(ENVELOPE_EXCEPTION, Value.of(envelope.exception()));
      item.put(ENVELOPE_ATTEMPTS, Value.of(envelope.attempts()));
      item.put(ENVELOPE_FIRST_FAILURE, Decimals.of(envelope.firstFailure()));
      item.put(ENVELOPE_LAST_FAILURE, Decimals.of(envelope.lastFailure()));
    }
  }

  private static void putIfThere(Map<String, Value> item, List<StagedMessage> outbox) {
    if (!outbox.isEmpty()) {
      item.put(OUTBOX, new Value.Bytes(Body.wrap(OutboxBytes.of(outbox))));
      ItemSize.check(item, outbox.size());
    }
  }

  /**
   * The record of an item.
   *
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a newer version of
   *     Ferry wrote it, or nobody who knows the layout
   */
  static LifeRecord read(Map<String, Value> item) {
    ItemReader in = ItemReader.of(item);
    return new LifeRecord(
        in.state(STATE),
        in.count(ROUND),
        in.count(ATTEMPTS),
        in.text(TOKEN),
        in.instant(UNTIL),
        in.duration(RETENTION),
        in.instant(EXPIRES),
        in.has(ENVELOPE_REASON) ? envelope(in) : null,
        in.has(OUTBOX) ? OutboxBytes.read(in.bytes(OUTBOX)) : List.of(),
        in.has(FIRST_FAILURE) ? in.instant(FIRST_FAILURE) : null);
  }

  private static ShortEnvelope envelope(ItemReader in) {
    return new ShortEnvelope(
        in.text(ENVELOPE_REASON),
        in.text(ENVELOPE_EXCEPTION),
        in.count(ENVELOPE_ATTEMPTS),
        in.instant(ENVELOPE_FIRST_FAILURE),
        in.instant(ENVELOPE_LAST_FAILURE));
  }
}
