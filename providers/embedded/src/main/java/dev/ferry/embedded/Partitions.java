package dev.ferry.embedded;

import dev.ferry.messaging.spi.OutboundMessage;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The partitions of a queue; a queue that was made without has one. Used under its lock. */
final class Partitions {
  private final Partition[] partitions;

  Partitions(int count) {
    partitions = new Partition[Math.max(1, count)];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = new Partition();
    }
  }

  /** Where a message belongs: by its ordering key, without one by its id. */
  int indexOf(OutboundMessage message) {
    String key = message.orderingKey();
    int hash = (key == null ? message.messageId() : key).hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), partitions.length);
  }

  Partition at(int index) {
    return partitions[index];
  }

  Partition of(Stored stored) {
    return partitions[stored.partition];
  }

  /** The oldest message that may be delivered from these partitions; null for none. */
  @Nullable Stored first(IntPredicate owned) {
    Stored first = null;
    for (int i = 0; i < partitions.length; i++) {
      Stored other = owned.test(i) ? partitions[i].first() : null;
      if (first == null || (other != null && other.sequence < first.sequence)) {
        first = other;
      }
    }
    return first;
  }

  void clear() {
    for (Partition partition : partitions) {
      partition.clear();
    }
  }
}
