package dev.ferry.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one owner of one partition knows above the group's committed offset: which messages are out,
 * wait, or are done. The mark is the lowest offset that is not done: what may be committed.
 */
final class OffsetWindow {
  /** A delivery of a message: what settles it, as long as it is the last and its lease lasts. */
  record Receipt(int partition, int epoch, long offset, int delivery) {}

  private static final class Slot {
    private final OffsetLog.Entry entry;
    private int deliveries;
    private boolean leased;
    private boolean done;
    private Instant until = Instant.MIN;

    private Slot(OffsetLog.Entry entry) {
      this.entry = entry;
    }
  }

  private final NavigableMap<Long, Slot> slots = new TreeMap<>();
  private final int partition;
  private final int epoch;
  private final int size;
  private long next;
  private long mark;

  OffsetWindow(int partition, int epoch, int size, long committed) {
    this.partition = partition;
    this.epoch = epoch;
    this.size = size;
    this.next = committed;
    this.mark = committed;
  }

  int epoch() {
    return epoch;
  }

  long mark() {
    return mark;
  }

  /** Fetches what fits; a full window fetches nothing: the partition is paused. */
  void fill(OffsetLog log) {
    for (OffsetLog.Entry entry : log.read(partition, next, (int) (size - (next - mark)))) {
      slots.put(entry.offset(), new Slot(entry));
      next = entry.offset() + 1;
    }
  }

  /** Leases the lowest message that is neither out, nor waiting, nor done. */
  Optional<Receipt> lease(Instant now, Duration lease) {
    for (Slot slot : slots.values()) {
      if (!slot.done && !now.isBefore(slot.until)) {
        slot.deliveries++;
        slot.leased = true;
        slot.until = now.plus(lease);
        return Optional.of(new Receipt(partition, epoch, slot.entry.offset(), slot.deliveries));
      }
    }
    return Optional.empty();
  }

  private Slot slot(Receipt receipt) {
    return Objects.requireNonNull(slots.get(receipt.offset()));
  }

  OffsetLog.Entry entry(Receipt receipt) {
    return slot(receipt).entry;
  }

  Instant until(Receipt receipt) {
    return slot(receipt).until;
  }

  /** Whether the receipt's lease lasts. */
  boolean holds(Receipt receipt, Instant now) {
    Slot slot = slots.get(receipt.offset());
    return receipt.epoch() == epoch
        && slot != null
        && slot.leased
        && slot.deliveries == receipt.delivery()
        && now.isBefore(slot.until);
  }

  void done(Receipt receipt) {
    slot(receipt).done = true;
    while (!slots.isEmpty() && slots.firstEntry().getValue().done) {
      mark = slots.pollFirstEntry().getKey() + 1;
    }
  }

  void again(Receipt receipt, Instant at) {
    Slot slot = slot(receipt);
    slot.leased = false;
    slot.until = at;
  }

  void extend(Receipt receipt, Instant until) {
    slot(receipt).until = until;
  }
}
