package dev.ferry.idempotency.spi;

import dev.ferry.messaging.MessagingException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of a write. */
public sealed interface WriteResult {
  /**
   * It took effect.
   *
   * @param version of the record as it is now; empty where the database compares fields
   */
  record Done(String version) implements WriteResult {}

  /**
   * What it expected was not so: nothing was changed.
   *
   * @param found the record in the database; null for none
   */
  record Refused(@Nullable Stored found) implements WriteResult {}

  /**
   * It was not made, or nobody knows.
   *
   * @param reason to be thrown
   */
  record Failed(MessagingException reason) implements WriteResult {}

  /** A refusal; or a failure, where the record that is in the way cannot be read. */
  static WriteResult refused(Supplier<@Nullable Stored> reading) {
    try {
      return new Refused(reading.get());
    } catch (MessagingException unreadable) {
      return new Failed(unreadable);
    }
  }
}
