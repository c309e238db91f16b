package dev.ferry.embedded;

import dev.ferry.messaging.spi.OutboundMessage;
import org.jspecify.annotations.Nullable;

/** A message in a queue and what has become of it; changed by its {@link Backlog} only. */
final class Stored extends IndexedHeap.Item {
  /** What a message waits for. */
  enum State {
    /** For a consumer, or for an earlier message of its key. */
    READY,
    /** For a time. */
    DELAYED,
    /** For the consumer that has it. */
    LEASED,
    /** For nothing: it is kept for replay only. */
    SETTLED
  }

  final OutboundMessage content;

  /** Its place among all messages of the queue, from 0. */
  final long sequence;

  final int partition;

  /** Its place among the messages of its partition, from 0. */
  final long offset;

  /** In nanoseconds of {@link BrokerTime}. */
  final long storedAt;

  State state = State.READY;
  int deliveries;

  /** When the delay or lease ends, in nanoseconds of {@link BrokerTime}. */
  long until;

  @Nullable Lease lease;

  /** The line of its key; null without a key or without order. */
  @Nullable KeyLine line;

  @Nullable Stored previousOfKey;
  @Nullable Stored nextOfKey;

  Stored(OutboundMessage content, long sequence, int partition, long offset, long storedAt) {
    this.content = content;
    this.sequence = sequence;
    this.partition = partition;
    this.offset = offset;
    this.storedAt = storedAt;
  }
}
