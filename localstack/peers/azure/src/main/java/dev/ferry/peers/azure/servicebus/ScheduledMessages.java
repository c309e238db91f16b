package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Messages that wait for their time. */
final class ScheduledMessages {
  /** Earlier first, and of those at one time the one that was sent first. */
  private record Place(Instant due, long sequence) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTime = due.compareTo(other.due);
      return byTime == 0 ? Long.compare(sequence, other.sequence) : byTime;
    }
  }

  private final NavigableMap<Place, StoredMessage> waiting = new TreeMap<>();

  void add(StoredMessage message, Instant due) {
    waiting.put(new Place(due, message.sequence()), message);
  }

  /** Takes what is due. */
  List<StoredMessage> pollDue(Instant now) {
    NavigableMap<Place, StoredMessage> due = waiting.headMap(new Place(now, Long.MAX_VALUE), true);
    List<StoredMessage> messages = new ArrayList<>(due.values());
    due.clear();
    return messages;
  }

  /**
   * Takes one out that is not to come.
   *
   * @throws Refusal when it is not there
   */
  void cancel(long sequence) {
    if (!waiting.values().removeIf(message -> message.sequence() == sequence)) {
      throw new Refusal(
          Condition.MESSAGE_NOT_FOUND,
          "No scheduled message has sequence number " + sequence + ".");
    }
  }

  Collection<StoredMessage> messages() {
    return waiting.values();
  }
}
