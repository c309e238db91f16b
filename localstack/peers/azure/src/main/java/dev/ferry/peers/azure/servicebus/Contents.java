package dev.ferry.peers.azure.servicebus;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a queue holds. Guarded by the broker.
 *
 * @param ready for receivers
 * @param scheduled for later
 * @param deferred for who asks by number, by number
 * @param locks of those that somebody has
 * @param sessions that somebody has
 */
record Contents(
    ReadyMessages ready,
    ScheduledMessages scheduled,
    NavigableMap<Long, StoredMessage> deferred,
    Locks locks,
    Sessions sessions) {
  /** Nothing. */
  static Contents none() {
    return new Contents(
        new ReadyMessages(), new ScheduledMessages(), new TreeMap<>(), new Locks(), new Sessions());
  }

  /** The messages from a sequence number on, whatever their state. */
  List<StoredMessage> peek(long from, int max, @Nullable String session) {
    NavigableMap<Long, StoredMessage> all = new TreeMap<>(deferred);
    ready.messages().forEach(message -> all.put(message.sequence(), message));
    scheduled.messages().forEach(message -> all.put(message.sequence(), message));
    locks.all().forEach(lock -> all.put(lock.message().sequence(), lock.message()));
    return all.tailMap(from, true).values().stream()
        .filter(message -> session == null || session.equals(message.session()))
        .limit(max)
        .toList();
  }

  /**
   * How much it is.
   *
   * @param dead how many dead letters there are beside
   */
  Counts counts(int dead) {
    return new Counts(
        ready.messages().size(),
        locks.all().size(),
        scheduled.messages().size(),
        deferred.size(),
        dead);
  }
}
