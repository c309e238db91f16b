package dev.ferry.host.aws;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;

/**
 * An event source mapping of a queue, as Lambda is told of it. Immutable.
 *
 * @param queueUrl where the queue is asked
 * @param queueArn what events name; a FIFO queue is told by its {@code .fifo}
 * @param batchSize the most messages of an event: 1 to 10,000, to 10 on a FIFO queue
 * @param window how long a batch is gathered, up to 5 minutes; zero where the first receive is it
 * @param reportsFailures whether the function answers with what failed; without it a batch fails or
 *     succeeds whole
 * @param maximumConcurrency how many invocations at once
 */
public record MappingSpec(
    String queueUrl,
    String queueArn,
    int batchSize,
    Duration window,
    boolean reportsFailures,
    int maximumConcurrency) {
  private static final int MOST = 10_000;
  private static final int MOST_FIFO = 10;
  private static final int ONE_RECEIVE = 10;

  /**
   * Checks what Lambda checks.
   *
   * @throws MessagingException INVALID_ARGUMENT for a batch size that the queue cannot have
   */
  public MappingSpec {
    int most = fifo(queueArn) ? MOST_FIFO : MOST;
    if (batchSize < 1 || batchSize > most) {
      throw MessagingException.invalid(
          "map queue '%s': a batch of %d; it has 1 to %d".formatted(queueArn, batchSize, most));
    }
    if (batchSize > ONE_RECEIVE && window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw MessagingException.invalid(
          "map queue '%s': batches above %d need a window of a second or more"
              .formatted(queueArn, ONE_RECEIVE));
    }
    if (maximumConcurrency < 1) {
      throw MessagingException.invalid(
          "map queue '%s': a concurrency of %d".formatted(queueArn, maximumConcurrency));
    }
  }

  /** Whether the queue keeps the order of groups. */
  boolean fifo() {
    return fifo(queueArn);
  }

  private static boolean fifo(String queueArn) {
    return queueArn.endsWith(".fifo");
  }
}
