package dev.ferry.idempotency.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Times as decimal seconds, since 1970 where they are instants: exact to the nanosecond within the
 * 38 digits that a database may have, and compared by conditions as they are in code.
 */
final class Decimals {
  private static final int NANO_DIGITS = 9;

  /** One second in nanoseconds; before a fraction, it keeps the fraction's zeros. */
  private static final int ONE = 1_000_000_000;

  private Decimals() {}

  static RecordValue.Numeric of(Instant instant) {
    return of(instant.getEpochSecond(), instant.getNano());
  }

  static RecordValue.Numeric of(Duration duration) {
    return of(duration.getSeconds(), duration.getNano());
  }

  private static RecordValue.Numeric of(long seconds, int nanos) {
    if (nanos == 0) {
      return new RecordValue.Numeric(Long.toString(seconds));
    }
    if (seconds < 0) {
      BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, NANO_DIGITS));
      return new RecordValue.Numeric(exact.stripTrailingZeros().toPlainString());
    }
    String digits = Integer.toString(ONE + nanos);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return new RecordValue.Numeric(seconds + "." + digits.substring(1, end));
  }

  static Duration duration(String digits) {
    BigDecimal exact = new BigDecimal(digits);
    BigDecimal seconds = exact.setScale(0, RoundingMode.FLOOR);
    long nanos = exact.subtract(seconds).movePointRight(NANO_DIGITS).longValueExact();
    return Duration.ofSeconds(seconds.longValueExact(), nanos);
  }
}
