package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.messaging.MessagingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where records are, as far as a running store needs it.
 *
 * <p>Safe for use by any number of threads. A method blocks for its requests; what fails as a whole
 * throws {@link MessagingException}, and may have taken effect all the same. Whoever calls the
 * store repeats a call; a driver repeats what was throttled or lost of a batch a few times, within
 * a second.
 */
public interface RecordDriver extends AutoCloseable {
  /**
   * Writes each where what it expects is so: one alone by a single request, several in as few as
   * the database allows. Writes of equal keys are made one after the other.
   *
   * @return what became of each, in order
   */
  List<WriteResult> write(List<RecordWrite> writes);

  /**
   * The latest of a record; null when there is none.
   *
   * @throws MessagingException FAILED_PRECONDITION when it is of a newer layout
   */
  @Nullable Stored find(IdempotencyKey key);

  /**
   * Takes the outbox away from a completed record; nothing happens where there is none. Needs no
   * condition but that: a life is completed once.
   */
  void forgetOutbox(IdempotencyKey key);

  /**
   * Refuses a write that the database would refuse for its size, before anything is sent; asked of
   * completions that carry messages.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is too large
   */
  void checkSize(RecordWrite write);

  /** How many writes one request may have; completions are gathered up to that. */
  int mostTogether();

  /** Gives up what it opened. Idempotent. */
  @Override
  void close();
}
