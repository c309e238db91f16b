package dev.ferry.messaging.internal;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the order given, cut into as few batches as the limits allow; each is made when its
 * batch is asked for. Used by one thread at a time.
 */
final class Batches implements Iterator<List<OutboundMessage>> {
  private final Iterator<Message> messages;
  private final PublisherOptions options;
  private final Outbound outbound;

  /** Made, and did not fit into the batch before. */
  private @Nullable OutboundMessage left;

  Batches(List<Message> messages, PublisherOptions options, Outbound outbound) {
    this.messages = messages.iterator();
    this.options = options;
    this.outbound = outbound;
  }

  @Override
  public boolean hasNext() {
    return left != null || messages.hasNext();
  }

  @Override
  public List<OutboundMessage> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<OutboundMessage> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < options.batchMessages() && hasNext()) {
      OutboundMessage next = left == null ? outbound.published(messages.next()) : left;
      left = null;
      bytes += outbound.sizeBytes(next);
      if (bytes > options.batchBytes() && !batch.isEmpty()) {
        left = next;
        break;
      }
      batch.add(next);
    }
    return batch;
  }
}
