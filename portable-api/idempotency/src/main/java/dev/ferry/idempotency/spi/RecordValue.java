package dev.ferry.idempotency.spi;

import dev.ferry.messaging.Body;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record's field, of the three kinds that a record needs, so that its layout depends
 * on no client. Immutable.
 *
 * <p>Those that every message has say themselves when they are equal: what a record makes for that
 * takes a cold start 20 ms.
 */
public sealed interface RecordValue {
  /** A string. */
  record Text(String text) implements RecordValue {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** A number, in decimal digits; it may have a fraction of nine. */
  record Numeric(String digits) implements RecordValue {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Numeric that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
      return digits.hashCode();
    }
  }

  /** Bytes. */
  record Bytes(Body bytes) implements RecordValue {}

  /** A string. */
  static RecordValue of(String text) {
    return new Text(text);
  }

  /** A whole number. */
  static RecordValue of(long number) {
    return new Numeric(Long.toString(number));
  }

  /** Seconds since 1970, exact to the nanosecond. */
  static RecordValue of(Instant instant) {
    return Decimals.of(instant);
  }

  /** Seconds, exact to the nanosecond. */
  static RecordValue of(Duration duration) {
    return Decimals.of(duration);
  }
}
