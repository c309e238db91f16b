package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What a publisher is made of: one at a time, in batches, or many at once, to one destination. */
public final class Postbox {
  private final PublisherDriver driver;
  private final PublisherOptions options;
  private final Outbound outbound;
  private final @Nullable KeyTurns turns;
  private final DirectSender direct;
  private final BulkSender bulk;
  private final Batcher batcher;
  private final ExecutorService executor;

  /** For one destination; closes the driver when it is closed. */
  public Postbox(
      String channel,
      PublisherDriver driver,
      PublisherOptions wanted,
      MessagingListener listener,
      Timeline timeline) {
    Capabilities capabilities = driver.capabilities();
    this.driver = driver;
    this.options = within(wanted, capabilities.limits());
    this.outbound = new Outbound(channel, capabilities.limits(), driver::sizeBytes);
    this.turns = capabilities.ordered() ? new KeyTurns(timeline, options.maxBlock()) : null;
    Sender sender = new Sender(channel, driver, outbound, listener, timeline);
    this.direct = new DirectSender(sender, turns);
    this.executor = Threads.perTask("ferry-publish");
    this.bulk = new BulkSender(options, capabilities.ordered(), outbound, sender, direct, executor);
    this.batcher =
        new Batcher(options, timeline, executor, sender::send, outbound::sizeBytes, turns);
  }

  private static PublisherOptions within(PublisherOptions wanted, Limits limits) {
    return wanted.withBatch(
        Math.min(wanted.batchMessages(), limits.batchMessages()),
        Math.min(wanted.batchBytes(), limits.batchBytes()),
        wanted.linger());
  }

  /** The native form of a message that a user publishes. */
  public OutboundMessage published(Message message) {
    return outbound.published(message);
  }

  /**
   * Checks what {@link #published} checks.
   *
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow it
   */
  public void check(Message message) {
    outbound.check(message);
  }

  /** The native form of a message that is sent on. */
  public OutboundMessage forwarded(Message message) {
    return outbound.forwarded(message);
  }

  /** Sends one message on the calling thread, when it is its key's turn. */
  public PublishReceipt post(OutboundMessage message) {
    return direct.send(List.of(message)).get(0).orThrow();
  }

  /**
   * Sends all messages in as few calls as the limits allow, where no keys forbid it several at a
   * time, and blocks until all are answered.
   *
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow one of them
   */
  public BatchResult postAll(List<Message> messages) {
    return bulk.send(messages);
  }

  /** Batches one message. */
  public CompletionStage<PublishReceipt> submit(OutboundMessage message) {
    return batcher.submit(message);
  }

  /** Blocks until everything submitted so far has its fate. */
  public void flush(Duration limit) {
    try {
      batcher.flush(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("flush: interrupted");
    }
  }

  /**
   * Takes nothing more, sends what was submitted, closes the driver. What is not sent in time fails
   * with CANCELLED.
   */
  public void close() {
    batcher.close();
    if (turns != null) {
      turns.close();
    }
    try {
      flush(options.maxBlock());
    } finally {
      batcher.abandon();
      executor.shutdown();
      driver.close();
    }
  }
}
