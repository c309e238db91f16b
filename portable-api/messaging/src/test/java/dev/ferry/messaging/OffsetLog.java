package dev.ferry.messaging;

import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A partitioned log as Kafka keeps one: of a consumer group it knows who owns which partition, and
 * one committed offset for each. Nothing else: no leases, no counts, no state of a message. For one
 * thread.
 */
final class OffsetLog {
  /**
   * A stored message.
   *
   * @param offset its place in its partition
   * @param message the message
   * @param storedAt when it was stored
   */
  record Entry(long offset, OutboundMessage message, Instant storedAt) {}

  private final List<List<Entry>> partitions = new ArrayList<>();
  private final List<OffsetConsumer> members = new ArrayList<>();
  private final long[] committed;
  private final int[] epochs;
  private int commits;

  OffsetLog(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
    this.committed = new long[partitions];
    this.epochs = new int[partitions];
  }

  /** Stores a message in the partition of its key. */
  void append(OutboundMessage message, Instant now) {
    List<Entry> partition =
        partitions.get(
            Math.floorMod(String.valueOf(message.orderingKey()).hashCode(), epochs.length));
    partition.add(new Entry(partition.size(), message, now));
  }

  List<Entry> read(int partition, long from, int max) {
    List<Entry> entries = partitions.get(partition);
    int start = (int) Math.min(from, entries.size());
    return entries.subList(start, Math.min(start + max, entries.size()));
  }

  int partitions() {
    return partitions.size();
  }

  long end(int partition) {
    return partitions.get(partition).size();
  }

  long committed(int partition) {
    return committed[partition];
  }

  /** How often anything was committed. */
  int commits() {
    return commits;
  }

  /** Moves the group's position, for who owns the partition; refuses everyone else. */
  void commit(int partition, int epoch, long offset) {
    if (epoch != epochs[partition]) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION, false, "commit: the partition has another owner");
    }
    committed[partition] = offset;
    commits++;
  }

  void join(OffsetConsumer member) {
    members.add(member);
    rebalance();
  }

  /** Takes a member out, as a closed or a dead one is taken out. */
  void leave(OffsetConsumer member) {
    if (members.remove(member)) {
      member.assign(Map.of());
      rebalance();
    }
  }

  private void rebalance() {
    for (int partition = 0; partition < epochs.length; partition++) {
      epochs[partition]++;
    }
    for (int i = 0; i < members.size(); i++) {
      Map<Integer, Integer> owned = new TreeMap<>();
      for (int partition = i; partition < epochs.length; partition += members.size()) {
        owned.put(partition, epochs[partition]);
      }
      members.get(i).assign(owned);
    }
  }
}
