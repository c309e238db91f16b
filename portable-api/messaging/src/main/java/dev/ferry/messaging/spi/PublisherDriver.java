package dev.ferry.messaging.spi;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Sends to one destination. Safe for use by several threads at once. */
public interface PublisherDriver extends AutoCloseable {
  /** What the destination can do and how much it takes; constant for this driver. */
  Capabilities capabilities();

  /**
   * How many bytes a body takes on the wire, with what the driver adds to say how it travels: more
   * than it has where the broker takes text only. Asks nobody; the limits are held against it.
   */
  default int sizeBytes(Body body) {
    return body.sizeBytes();
  }

  /**
   * Sends a batch in one service call and blocks until the broker has stored it or refused it.
   *
   * <p>The caller has checked every limit of {@link #capabilities()} and never puts two messages of
   * one ordering key into a batch of an ordered destination. Retrying is the SDK's affair; every
   * message carries a deduplication id that stays the same when it is sent again. Interruption ends
   * the call with CANCELLED; it is not called by a thread that is interrupted already.
   *
   * @return each message's fate, in order, as many as were given
   * @throws dev.ferry.messaging.MessagingException when nothing is known of any message, or all
   *     failed
   */
  List<SendResult> send(List<OutboundMessage> batch);

  /**
   * Begins what {@link #send} does, and gives its results later. Called on a thread that nobody
   * interrupts. A driver whose client needs no thread that waits for the answer begins on the
   * calling thread; others send in one of {@code executor}.
   *
   * @return completes as {@code send} returns, or with what it throws, on any thread; what it
   *     throws may also be thrown at once
   * @throws java.util.concurrent.RejectedExecutionException when the executor takes nothing more
   */
  default CompletionStage<List<SendResult>> begin(List<OutboundMessage> batch, Executor executor) {
    return CompletableFuture.supplyAsync(() -> send(batch), executor);
  }

  /** The SDK's own client, where {@code type} names it. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Closes what it opened; idempotent. */
  @Override
  void close();
}
