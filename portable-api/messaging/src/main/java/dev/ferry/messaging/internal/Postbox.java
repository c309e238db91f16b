package dev.ferry.messaging.internal;

import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.BatchResult.Fate;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.MessagingListener;
import dev.ferry.messaging.PublishReceipt;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What a publisher does with messages once they are in their native form. */
public final class Postbox {
  private final PublisherDriver driver;
  private final PublisherOptions options;
  private final Outbound outbound;
  private final Sender sender;
  private final @Nullable KeyTurns turns;
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
    this.options =
        wanted.withBatch(
            Math.min(wanted.batchMessages(), capabilities.limits().batchMessages()),
            Math.min(wanted.batchBytes(), capabilities.limits().batchBytes()),
            wanted.linger());
    this.outbound = new Outbound(channel, capabilities.limits());
    this.sender = new Sender(channel, driver, outbound, listener, timeline);
    this.turns = capabilities.ordered() ? new KeyTurns(timeline, options.maxBlock()) : null;
    this.executor = Threads.perTask("ferry-publish");
    this.batcher =
        new Batcher(options, timeline, executor, sender::send, outbound::sizeBytes, turns);
  }

  /** The native form of a message that a user publishes. */
  public OutboundMessage published(Message message) {
    return outbound.published(message);
  }

  /** The native form of a message that is sent on. */
  public OutboundMessage forwarded(Message message) {
    return outbound.forwarded(message);
  }

  /** Sends one message on the calling thread, when it is its key's turn. */
  public PublishReceipt post(OutboundMessage message) {
    Fate fate = sendChunk(List.of(message)).get(0);
    if (fate.failure() != null) {
      throw fate.failure();
    }
    return new PublishReceipt(message.messageId(), receiptOf(fate).brokerId());
  }

  private static PublishReceipt receiptOf(Fate fate) {
    PublishReceipt receipt = fate.receipt();
    if (receipt == null) {
      throw new IllegalStateException("a fate without receipt or failure");
    }
    return receipt;
  }

  /** Batches one message. */
  public CompletionStage<PublishReceipt> submit(OutboundMessage message) {
    return batcher.submit(message);
  }

  /** Sends all messages on the calling thread, in as few calls as the limits allow. */
  public BatchResult postAll(List<OutboundMessage> messages) {
    @Nullable Fate[] fates = new @Nullable Fate[messages.size()];
    Set<String> failedKeys = new HashSet<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      left.add(i);
    }
    while (!left.isEmpty()) {
      List<Integer> chunk = chunk(messages, left);
      List<Integer> sent = new ArrayList<>();
      for (int i : chunk) {
        String key = turns == null ? null : messages.get(i).orderingKey();
        if (key != null && failedKeys.contains(key)) {
          String id = messages.get(i).messageId();
          fates[i] = new Fate(id, null, KeyTurns.earlierFailed(id));
        } else {
          sent.add(i);
        }
      }
      List<Fate> results = sendChunk(sent.stream().map(messages::get).toList());
      for (int k = 0; k < sent.size(); k++) {
        int i = sent.get(k);
        fates[i] = results.get(k);
        String key = messages.get(i).orderingKey();
        if (!results.get(k).sent() && key != null) {
          failedKeys.add(key);
        }
      }
    }
    return new BatchResult(Arrays.asList(fates).stream().map(fate -> known(fate)).toList());
  }

  private static Fate known(@Nullable Fate fate) {
    if (fate == null) {
      throw new IllegalStateException("a message of the batch was forgotten");
    }
    return fate;
  }

  /** Takes the indexes of the next batch out of {@code left}: one message a key, within limits. */
  private List<Integer> chunk(List<OutboundMessage> messages, List<Integer> left) {
    List<Integer> chunk = new ArrayList<>();
    List<Integer> later = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    long bytes = 0;
    for (int i : left) {
      OutboundMessage message = messages.get(i);
      String key = turns == null ? null : message.orderingKey();
      long size = outbound.sizeBytes(message);
      boolean full =
          chunk.size() == options.batchMessages()
              || (!chunk.isEmpty() && bytes + size > options.batchBytes());
      boolean behind = key != null && keys.contains(key);
      if (full || behind) {
        later.add(i);
      } else {
        chunk.add(i);
        bytes += size;
      }
      if (key != null) {
        keys.add(key);
      }
    }
    left.clear();
    left.addAll(later);
    return chunk;
  }

  private List<Fate> sendChunk(List<OutboundMessage> chunk) {
    if (chunk.isEmpty()) {
      return List.of();
    }
    Set<String> keys = new TreeSet<>();
    for (OutboundMessage message : chunk) {
      if (turns != null && message.orderingKey() != null) {
        keys.add(message.orderingKey());
      }
    }
    Set<String> held = new TreeSet<>();
    try {
      for (String key : keys) {
        takeTurn(key);
        held.add(key);
      }
      return fates(chunk, sender.send(chunk));
    } finally {
      held.forEach(this::giveTurn);
    }
  }

  private void takeTurn(String key) {
    if (turns != null) {
      turns.take(key);
    }
  }

  private void giveTurn(String key) {
    if (turns != null) {
      turns.give(key);
      batcher.keyFreed(key);
    }
  }

  private static List<Fate> fates(List<OutboundMessage> chunk, List<SendResult> results) {
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      String id = chunk.get(i).messageId();
      SendResult result = results.get(i);
      if (result instanceof SendResult.Sent sent) {
        fates.add(new Fate(id, new PublishReceipt(id, sent.brokerId()), null));
      } else if (result instanceof SendResult.Refused refused) {
        fates.add(new Fate(id, null, refused.reason()));
      }
    }
    return fates;
  }

  /** Blocks until everything submitted has its fate. */
  public void flush(Duration limit) {
    try {
      batcher.flush(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("flush: interrupted");
    }
  }

  /** Takes nothing more, sends what was submitted, closes the driver. */
  public void close() {
    batcher.close();
    try {
      flush(options.maxBlock());
    } finally {
      executor.shutdown();
      driver.close();
    }
  }
}
