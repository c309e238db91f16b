package dev.ferry.embedded;

import dev.ferry.embedded.Acknowledgement.Status;
import java.util.ArrayDeque;
import java.util.List;

/** The newest acknowledgements of a queue. Used under its lock. */
final class AckLog {
  private final int capacity;
  private final ArrayDeque<Acknowledgement> entries = new ArrayDeque<>();

  AckLog(int capacity) {
    this.capacity = capacity;
  }

  void add(Stored stored, Status status, long now) {
    if (capacity == 0) {
      return;
    }
    if (entries.size() == capacity) {
      entries.remove();
    }
    Lease lease = stored.lease;
    entries.add(
        new Acknowledgement(
            lease == null ? "" : lease.holder().name(),
            stored.content.messageId(),
            stored.partition,
            stored.offset,
            status,
            BrokerTime.instant(now),
            stored.deliveries));
  }

  List<Acknowledgement> entries() {
    return List.copyOf(entries);
  }
}
