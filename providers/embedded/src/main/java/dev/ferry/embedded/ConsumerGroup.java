package dev.ferry.embedded;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who reads which partition of a queue. A consumer joins with its first receive and leaves when it
 * closes, when a lease of its runs out, or when it has not been heard of for the session timeout;
 * its partitions then go to the others, which keep what they have. Used under the queue's lock.
 */
final class ConsumerGroup {
  private final long sessionTimeout;
  private final @Nullable Consumer[] owners;

  /** Members in the order in which they joined, and when each was last heard of. */
  private final Map<Consumer, Long> members = new LinkedHashMap<>();

  ConsumerGroup(int partitions, long sessionTimeout) {
    this.owners = new Consumer[partitions];
    this.sessionTimeout = sessionTimeout;
  }

  /** Without partitions everybody may have everything. */
  boolean owns(Consumer consumer, int partition) {
    return owners.length == 0 || owners[partition] == consumer;
  }

  boolean hasPartitions() {
    return owners.length > 0;
  }

  boolean isMember(Consumer consumer) {
    return members.containsKey(consumer);
  }

  /** Notes that a consumer is alive; says whether that made it a member. */
  boolean heardOf(Consumer consumer, long now) {
    if (owners.length == 0 || members.put(consumer, now) != null) {
      return false;
    }
    assign();
    return true;
  }

  /** Lets a consumer leave; says whether it was a member. */
  boolean remove(Consumer consumer) {
    if (members.remove(consumer) == null) {
      return false;
    }
    assign();
    return true;
  }

  /** Lets those leave that are silent for too long; says whether there were any. */
  boolean removeSilent(long now) {
    if (owners.length == 0 || !members.keySet().removeIf(member -> silentFrom(member) <= now)) {
      return false;
    }
    assign();
    return true;
  }

  /** When the next member is silent for too long; {@code Long.MAX_VALUE} for never. */
  long nextTimeout() {
    long next = Long.MAX_VALUE;
    for (Consumer member : members.keySet()) {
      next = Math.min(next, silentFrom(member));
    }
    return next;
  }

  private long silentFrom(Consumer member) {
    return member.waiting > 0
        ? Long.MAX_VALUE
        : BrokerTime.plus(members.getOrDefault(member, 0L), sessionTimeout);
  }

  /** Who reads each partition; an empty name for nobody. */
  List<String> ownerNames() {
    return Arrays.stream(owners).map(owner -> owner == null ? "" : owner.name()).toList();
  }

  /** Everybody keeps what it has up to its fair share; what is left fills up the others. */
  private void assign() {
    @Nullable Consumer[] before = owners.clone();
    Arrays.fill(owners, null);
    Map<Consumer, Integer> room = shares();
    ArrayDeque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < before.length; i++) {
      Consumer owner = before[i];
      if (owner != null && room.getOrDefault(owner, 0) > 0) {
        take(i, owner, room);
      } else {
        free.add(i);
      }
    }
    for (Consumer member : members.keySet()) {
      while (room.getOrDefault(member, 0) > 0 && !free.isEmpty()) {
        take(free.remove(), member, room);
      }
    }
  }

  private void take(int partition, Consumer owner, Map<Consumer, Integer> room) {
    owners[partition] = owner;
    room.merge(owner, -1, Integer::sum);
  }

  private Map<Consumer, Integer> shares() {
    Map<Consumer, Integer> shares = new LinkedHashMap<>();
    int left = owners.length;
    int toServe = members.size();
    for (Consumer member : members.keySet()) {
      int share = (left + toServe - 1) / toServe;
      shares.put(member, share);
      left -= share;
      toServe--;
    }
    return shares;
  }
}
