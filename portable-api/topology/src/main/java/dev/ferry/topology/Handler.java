package dev.ferry.topology;

import java.time.Duration;
import java.util.List;

/**
 * What the file says of one message handler: where its messages come from and how it fails. The
 * code adds which exceptions are retried; no number is said in both. Immutable.
 *
 * @param name its name, in the file, in the code and in every function's name
 * @param source where its messages come from
 * @param publishes the queues and topics it may publish to
 * @param id where a foreign message's id is found
 * @param budget how long one run may take before it is interrupted
 * @param timeout how long the function may run; the budget and the time to settle, or more
 * @param batch how many messages it is given at once
 * @param concurrency how many runs there are at once, at most: functions, or threads of a worker
 * @param guarantee how often the effect of a message may happen
 * @param ordering whether messages of one key run one after the other
 * @param retry how failures are tried again
 * @param deadLetterQueue where a message goes that is given up
 * @param redrive how dead letters come back
 * @param idempotency how it is known that a message was handled
 */
public record Handler(
    String name,
    Source source,
    List<String> publishes,
    IdSource id,
    Duration budget,
    Duration timeout,
    Batch batch,
    int concurrency,
    Guarantee guarantee,
    Ordering ordering,
    Retry retry,
    String deadLetterQueue,
    Redrive redrive,
    Idempotency idempotency) {

  /** Copies the list. */
  public Handler {
    publishes = List.copyOf(publishes);
  }

  /** This handler with a batch of {@code most} messages or fewer. */
  public Handler withBatchOfAtMost(int most) {
    return new Handler(
        name,
        source,
        publishes,
        id,
        budget,
        timeout,
        new Batch(Math.min(batch.size(), most), batch.window()),
        concurrency,
        guarantee,
        ordering,
        retry,
        deadLetterQueue,
        redrive,
        idempotency);
  }
}
