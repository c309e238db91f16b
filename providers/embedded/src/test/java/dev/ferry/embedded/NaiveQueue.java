package dev.ferry.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of a queue in the plainest words, in seconds: a list that is searched each time. */
final class NaiveQueue {
  private static final int LEASE = 30;

  /** A message, in the order stored. */
  static final class Entry {
    final String id;
    final @Nullable String key;
    final int storedAt;
    int readyAt;
    boolean leased;
    boolean settled;
    int deliveries;

    /** Changes with every lease, so that an old one is told from a new one. */
    int lease;

    Entry(String id, @Nullable String key, int storedAt, int readyAt) {
      this.id = id;
      this.key = key;
      this.storedAt = storedAt;
      this.readyAt = readyAt;
    }

    boolean isOfKey(@Nullable String other) {
      return key != null && key.equals(other);
    }
  }

  private final boolean ordered;
  private final int retention;
  private final int maxDeliveries;
  private final List<Entry> entries = new ArrayList<>();
  private int leases;
  int now;
  final List<String> expired = new ArrayList<>();
  final List<String> skipped = new ArrayList<>();
  final List<String> acked = new ArrayList<>();
  final List<String> deadLettered = new ArrayList<>();

  NaiveQueue(boolean ordered, int retention, int maxDeliveries) {
    this.ordered = ordered;
    this.retention = retention;
    this.maxDeliveries = maxDeliveries;
  }

  void publish(String id, @Nullable String key, int delay) {
    entries.add(new Entry(id, ordered ? key : null, now, now + delay));
  }

  /** Leases are over when their time is; what is too old is gone for good. */
  void advance(int seconds) {
    now += seconds;
    for (Entry entry : entries) {
      if (entry.leased && entry.readyAt <= now) {
        entry.leased = false;
      }
    }
    waiting(this::isTooOld).forEach(entry -> expired.add(entry.id));
    entries.removeIf(this::isTooOld);
  }

  private boolean isTooOld(Entry entry) {
    return entry.storedAt + retention <= now;
  }

  List<Entry> receive(int max) {
    List<Entry> batch = new ArrayList<>();
    Entry last = null;
    while (batch.size() < max) {
      Entry previous = last;
      Optional<Entry> next =
          follower(previous)
              .or(() -> entries.stream().filter(entry -> isAvailable(entry)).findFirst());
      if (next.isEmpty()) {
        return batch;
      }
      last = next.get();
      if (last.deliveries == maxDeliveries) {
        last.settled = true;
        deadLettered.add(last.id);
      } else {
        lease(last);
        batch.add(last);
      }
    }
    return batch;
  }

  private void lease(Entry entry) {
    entry.leased = true;
    entry.readyAt = now + LEASE;
    entry.deliveries++;
    entry.lease = ++leases;
  }

  /** The message after the last one in its key, if it is ready. */
  private Optional<Entry> follower(@Nullable Entry last) {
    if (last == null || last.key == null) {
      return Optional.empty();
    }
    return waiting(entry -> entry.isOfKey(last.key) && isAfter(entry, last))
        .findFirst()
        .filter(this::isReady);
  }

  private boolean isAfter(Entry entry, Entry other) {
    return entries.indexOf(entry) > entries.indexOf(other);
  }

  private Stream<Entry> waiting(Predicate<Entry> which) {
    return entries.stream().filter(entry -> !entry.settled).filter(which);
  }

  private boolean isReady(Entry entry) {
    return !entry.settled && !entry.leased && entry.readyAt <= now;
  }

  /** Ready, with nothing of its key before it and nothing of its key leased. */
  private boolean isAvailable(Entry entry) {
    if (!isReady(entry) || entry.key == null) {
      return isReady(entry);
    }
    return waiting(other -> other.isOfKey(entry.key)).findFirst().orElse(entry) == entry
        && waiting(other -> other.isOfKey(entry.key)).noneMatch(other -> other.leased);
  }

  boolean holds(Entry entry, int lease) {
    return entry.leased && !entry.settled && entry.lease == lease;
  }

  void ack(Entry entry) {
    entry.leased = false;
    entry.settled = true;
    acked.add(entry.id);
  }

  void nack(Entry entry, int delay) {
    entry.leased = false;
    entry.readyAt = now + delay;
  }

  void extend(Entry entry, int lease) {
    entry.readyAt = now + lease;
  }

  /** What was stored from this place on is new again; what is earlier is done. */
  void seek(int from, List<String> stored) {
    for (Entry entry : entries) {
      entry.leased = false;
      entry.settled = stored.indexOf(entry.id) < from;
      if (entry.settled) {
        skipped.add(entry.id);
      }
      entry.deliveries = 0;
      entry.readyAt = now;
    }
  }

  Optional<Integer> nextEvent() {
    return waiting(entry -> entry.readyAt > now)
        .map(entry -> entry.readyAt)
        .min(Comparator.naturalOrder());
  }

  List<String> unsettled() {
    return waiting(entry -> true).map(entry -> entry.id).toList();
  }
}
