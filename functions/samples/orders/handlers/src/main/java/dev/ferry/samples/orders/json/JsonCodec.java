package dev.ferry.samples.orders.json;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Payloads as JSON in UTF-8, by the adapter that was generated for their record. Immutable and safe
 * for use by several threads at once.
 *
 * <p>Fields that the record does not know are passed over, so that a newer sender may say more.
 *
 * @param <T> the record
 */
public final class JsonCodec<T> implements Codec<T> {
  /** What a message may have on every broker; a larger body is refused unread. */
  static final int LONGEST_BODY_BYTES = 256 * 1024;

  private final JsonType<T> type;

  private JsonCodec(JsonType<T> type) {
    this.type = type;
  }

  /**
   * A codec.
   *
   * @throws IllegalArgumentException when no adapter was generated for {@code record}
   */
  public static <T> JsonCodec<T> of(Class<T> record) {
    return new JsonCodec<>(Jsonb.instance().type(record));
  }

  @Override
  public Body encode(T payload) {
    return Body.wrap(type.toJsonBytes(payload));
  }

  /**
   * The payload of {@code body}.
   *
   * @throws MalformedJson when it is not JSON, or has a value of another type than the record
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when it is not UTF-8
   * @throws RuntimeException when the record refuses a value
   */
  @Override
  public T decode(Body body) {
    if (body.sizeBytes() > LONGEST_BODY_BYTES) {
      throw new MalformedJson("the body has more than " + LONGEST_BODY_BYTES + " bytes");
    }
    StrictJsonReader reader = new StrictJsonReader(body.utf8());
    T payload = read(reader);
    reader.end();
    return payload;
  }

  private T read(StrictJsonReader reader) {
    try {
      @Nullable T payload = type.fromJson(reader);
      if (payload == null) {
        throw new MalformedJson("null where an object should be");
      }
      return payload;
    } catch (DateTimeException notATime) {
      throw new MalformedJson("no point in time before " + reader.location());
    }
  }

  @Override
  public String contentType() {
    return "application/json";
  }
}
