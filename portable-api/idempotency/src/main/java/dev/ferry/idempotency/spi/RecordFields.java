package dev.ferry.idempotency.spi;

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
 * A record as the fields of an item, a document or an entity, version 1.
 *
 * <table>
 * <caption>The fields</caption>
 * <tr><td>{@code v}</td><td>number</td><td>version of this layout</td></tr>
 * <tr><td>{@code s}</td><td>text</td><td>state</td></tr>
 * <tr><td>{@code r}</td><td>number</td><td>round</td></tr>
 * <tr><td>{@code n}</td><td>number</td><td>attempts of the round</td></tr>
 * <tr><td>{@code t}</td><td>text</td><td>token of the last claim</td></tr>
 * <tr><td>{@code u}</td><td>number</td><td>until when the last lease lasts</td></tr>
 * <tr><td>{@code p}</td><td>number</td><td>retention period, in seconds</td></tr>
 * <tr><td>{@code x}</td><td>number</td><td>when the record expires; what code decides by</td></tr>
 * <tr><td>{@code f}</td><td>number</td><td>first failure of the round, once there was one</td></tr>
 * <tr><td>{@code c}</td><td>number</td><td>the last attempt whose copy was scheduled, once there was
 *     one, with its round before it in steps of 10^9: in another round it means nothing</td></tr>
 * <tr><td>{@code er ec en ef el}</td><td></td><td>a dead letter's reason, exception class,
 *     attempts, first and last failure</td></tr>
 * <tr><td>{@code o}</td><td>bytes</td><td>messages that may not have been sent</td></tr>
 * </table>
 *
 * <p>A store adds its key, and where the database deletes by itself, from when on it may: {@link
 * #deletable}. Times are seconds since 1970 with decimals. The names are short because every
 * request and every record carries them, and none is a reserved word of an expression. Readers skip
 * fields that they do not know, so that version 1 may grow.
 */
public final class RecordFields {
  /** Version of the layout. */
  public static final String VERSION = "v";

  /** State. */
  public static final String STATE = "s";

  /** Token of the last claim. */
  public static final String TOKEN = "t";

  /** Until when the last lease lasts. */
  public static final String UNTIL = "u";

  /** When the record expires. */
  public static final String EXPIRES = "x";

  /** Messages that may not have been sent. */
  public static final String OUTBOX = "o";

  /** The version of the layout that is written here. */
  public static final int CURRENT_VERSION = 1;

  private static final String ROUND = "r";
  private static final String ATTEMPTS = "n";
  private static final String RETENTION = "p";
  private static final String FIRST_FAILURE = "f";
  private static final String SCHEDULED = "c";
  private static final long ROUND_STEP = 1_000_000_000;
  private static final String ENVELOPE_REASON = "er";
  private static final String ENVELOPE_EXCEPTION = "ec";
  private static final String ENVELOPE_ATTEMPTS = "en";
  private static final String ENVELOPE_FIRST_FAILURE = "ef";
  private static final String ENVELOPE_LAST_FAILURE = "el";

  private static final Duration LATE_CLOCKS = Duration.ofHours(1);

  private RecordFields() {}

  /** The fields of a record, in a map of the caller's. */
  public static Map<String, RecordValue> of(LifeRecord record) {
    Map<String, RecordValue> fields = new LinkedHashMap<>();
    fields.put(VERSION, RecordValue.of(CURRENT_VERSION));
    fields.put(STATE, RecordValue.of(record.state().name()));
    fields.put(ROUND, RecordValue.of(record.round()));
    fields.put(ATTEMPTS, RecordValue.of(record.attempts()));
    fields.put(TOKEN, RecordValue.of(record.token()));
    fields.put(UNTIL, RecordValue.of(record.until()));
    fields.put(RETENTION, RecordValue.of(record.retention()));
    fields.put(EXPIRES, RecordValue.of(record.expiresAt()));
    putIfThere(fields, FIRST_FAILURE, record.firstFailure());
    if (record.scheduled() > 0) {
      fields.put(SCHEDULED, RecordValue.of(record.round() * ROUND_STEP + record.scheduled()));
    }
    putIfThere(fields, record.envelope());
    putIfThere(fields, record.outbox());
    return fields;
  }

  /**
   * From when on a database may delete the record by itself: a whole second, an hour after it
   * expires, for workers whose clocks are late.
   */
  public static Instant deletable(LifeRecord record) {
    Instant late = record.expiresAt().plus(LATE_CLOCKS);
    return Instant.ofEpochSecond(late.getEpochSecond() + (late.getNano() == 0 ? 0 : 1));
  }

  private static void putIfThere(
      Map<String, RecordValue> fields, String name, @Nullable Instant instant) {
    if (instant != null) {
      fields.put(name, RecordValue.of(instant));
    }
  }

  private static void putIfThere(
      Map<String, RecordValue> fields, @Nullable ShortEnvelope envelope) {
    if (envelope != null) {
      fields.put(ENVELOPE_REASON, RecordValue.of(envelope.reason()));
      fields.put(ENVELOPE_EXCEPTION, RecordValue.of(envelope.exception()));
      fields.put(ENVELOPE_ATTEMPTS, RecordValue.of(envelope.attempts()));
      fields.put(ENVELOPE_FIRST_FAILURE, RecordValue.of(envelope.firstFailure()));
      fields.put(ENVELOPE_LAST_FAILURE, RecordValue.of(envelope.lastFailure()));
    }
  }

  private static void putIfThere(Map<String, RecordValue> fields, List<StagedMessage> outbox) {
    if (!outbox.isEmpty()) {
      fields.put(OUTBOX, new RecordValue.Bytes(Body.wrap(OutboxBytes.of(outbox))));
    }
  }

  /**
   * The record of fields.
   *
   * @param key of the record, for messages
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a newer version of
   *     Ferry wrote them, or nobody who knows the layout
   */
  public static LifeRecord read(String key, Map<String, RecordValue> fields) {
    FieldReader in = FieldReader.of(key, fields);
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
        in.has(FIRST_FAILURE) ? in.instant(FIRST_FAILURE) : null,
        in.has(SCHEDULED) ? scheduled(in) : 0);
  }

  /** A database that compares fields may keep the mark of a round that is over. */
  private static int scheduled(FieldReader in) {
    long mark = in.number(SCHEDULED, Long.MAX_VALUE);
    return mark / ROUND_STEP == in.count(ROUND) ? (int) (mark % ROUND_STEP) : 0;
  }

  private static ShortEnvelope envelope(FieldReader in) {
    return new ShortEnvelope(
        in.text(ENVELOPE_REASON),
        in.text(ENVELOPE_EXCEPTION),
        in.count(ENVELOPE_ATTEMPTS),
        in.instant(ENVELOPE_FIRST_FAILURE),
        in.instant(ENVELOPE_LAST_FAILURE));
  }
}
