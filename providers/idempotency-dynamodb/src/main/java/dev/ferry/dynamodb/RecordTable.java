package dev.ferry.dynamodb;

import dev.ferry.messaging.MessagingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table, as far as a running store needs it: the seam behind which another transport can take
 * the SDK's place.
 *
 * <p>Safe for use by any number of threads. A method blocks for its requests; what fails as a whole
 * throws {@link MessagingException}, and may have taken effect all the same.
 */
interface RecordTable extends AutoCloseable {
  /**
   * Writes each where its condition holds: one alone by the single call that tells what it found,
   * several in requests of up to 25. Writes of equal keys are made one after the other.
   *
   * @return what became of each, in order
   */
  List<Result> write(List<RecordWrite> writes);

  /**
   * Reads the latest of each record.
   *
   * @param keys all different
   * @return by key; without what is not there
   */
  Map<String, Map<String, Value>> read(List<String> keys);

  /** Gives up what it opened. Idempotent. */
  @Override
  void close();

  /** What became of a write. */
  sealed interface Result {
    /** It took effect. */
    record Done() implements Result {}

    /**
     * Its condition did not hold: nothing was changed.
     *
     * @param found the item in the table; null for none
     */
    record Refused(@Nullable Map<String, Value> found) implements Result {}

    /**
     * It was not made, or nobody knows.
     *
     * @param reason to be thrown
     */
    record Failed(MessagingException reason) implements Result {}
  }
}
