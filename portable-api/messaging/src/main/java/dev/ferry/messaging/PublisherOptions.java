package dev.ferry.messaging;

import java.time.Duration;

/**
 * How {@link Publisher#submit} batches, and how long a publisher waits.
 *
 * @param batchMessages the most messages of a batch; the broker's own limit holds as well
 * @param batchBytes the most bytes of a batch; the broker's own limit holds as well
 * @param linger how long the first message of a batch waits for others; zero to a day
 * @param bufferMessages the most messages that wait or are being sent
 * @param bufferBytes the most bytes that wait or are being sent
 * @param maxBlock how long {@code submit} waits for room, {@code publish} for its key's turn, and
 *     {@code close} for what was submitted; zero for not at all
 * @param parallelSends the most batches of {@code submit}, and of one {@code publishAll}, that are
 *     sent at the same time
 */
public record PublisherOptions(
    int batchMessages,
    int batchBytes,
    Duration linger,
    int bufferMessages,
    long bufferBytes,
    Duration maxBlock,
    int parallelSends) {
  private static final Duration LONGEST_LINGER = Duration.ofDays(1);
  private static final PublisherOptions DEFAULTS =
      new PublisherOptions(
          100, 1 << 20, Duration.ofMillis(5), 10_000, 64L << 20, Duration.ofSeconds(60), 4);

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public PublisherOptions {
    if (batchMessages < 1 || batchBytes < 1 || bufferMessages < 1 || bufferBytes < 1) {
      throw MessagingException.invalid(
          "publisher options: batch and buffer sizes must be positive");
    }
    if (parallelSends < 1 || maxBlock.isNegative()) {
      throw MessagingException.invalid(
          "publisher options: parallelSends must be positive, maxBlock not negative");
    }
    if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
      throw MessagingException.invalid("publisher options: linger must be from zero to a day");
    }
  }

  /**
   * Batches of up to 100 messages or 1 MiB that wait 5 ms, 10,000 messages or 64 MiB buffered, 60 s
   * of waiting for room, 4 sends at a time.
   */
  public static PublisherOptions defaults() {
    return DEFAULTS;
  }

  /** A copy with other bounds of a batch. */
  public PublisherOptions withBatch(int messages, int bytes, Duration wait) {
    return new PublisherOptions(
        messages, bytes, wait, bufferMessages, bufferBytes, maxBlock, parallelSends);
  }

  /** A copy with other bounds of the buffer. */
  public PublisherOptions withBuffer(int messages, long bytes, Duration block) {
    return new PublisherOptions(
        batchMessages, batchBytes, linger, messages, bytes, block, parallelSends);
  }

  /** A copy with another number of batches sent at the same time. */
  public PublisherOptions withParallelSends(int sends) {
    return new PublisherOptions(
        batchMessages, batchBytes, linger, bufferMessages, bufferBytes, maxBlock, sends);
  }
}
