package dev.ferry.embedded;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import java.util.ArrayList;
import java.util.List;

/** The messages of a queue as consumers and onlookers see them. Used under its lock. */
final class QueueView {
  private final Queue queue;
  private final Backlog backlog;
  private final boolean showsSenderIds;
  private final Consumer onlooker = new Consumer("");

  QueueView(Queue queue, Backlog backlog) {
    this.queue = queue;
    this.backlog = backlog;
    this.showsSenderIds = !queue.spec().deduplicationWindow().isZero();
  }

  /** The broker's own id for a message. */
  String brokerId(Stored stored) {
    return queue.name() + "-" + Long.toString(stored.sequence, Character.MAX_RADIX);
  }

  /**
   * A message with what settles it.
   *
   * @param until its ack deadline, in nanoseconds of {@link BrokerTime}
   */
  InboundMessage inbound(Stored stored, Lease receipt, long until) {
    OutboundMessage content = stored.content;
    return new InboundMessage(
        receipt,
        brokerId(stored),
        showsSenderIds ? content.deduplicationId() : null,
        content.body(),
        content.attributes(),
        content.orderingKey(),
        stored.deliveries,
        BrokerTime.instant(stored.storedAt),
        BrokerTime.instant(until));
  }

  /** Up to {@code max} messages from this sequence number on, with receipts that settle nothing. */
  PeekPage page(long from, int max, long now) {
    List<InboundMessage> page = new ArrayList<>();
    Stored stored = backlog.waitingFrom(from);
    while (stored != null && page.size() < max) {
      page.add(inbound(stored, new Lease(queue, stored, onlooker, now), now));
      stored = backlog.waitingFrom(stored.sequence + 1);
    }
    return new PeekPage(page, stored == null ? null : Cursors.print(stored.sequence));
  }
}
