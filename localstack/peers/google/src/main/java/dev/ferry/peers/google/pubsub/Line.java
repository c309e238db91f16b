package dev.ferry.peers.google.pubsub;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Messages that keep their order: those of one key, or a single one. A batch of them may be out at
 * a time; more go out when all of it is settled.
 */
final class Line {
  final String key;
  private final long number;
  final Deque<Stored> waiting = new ArrayDeque<>();
  final List<Stored> out = new ArrayList<>();
  Instant notBefore = Instant.MIN;

  Line(String key, long number) {
    this.key = key;
    this.number = number;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && out.isEmpty();
  }

  /** Whether it has something to give, perhaps later. */
  boolean canGive() {
    return out.isEmpty() && !waiting.isEmpty();
  }

  private long head() {
    return waiting.element().sequence;
  }

  /** Those that give something, the oldest message first. */
  static int byAge(Line one, Line other) {
    int byHead = Long.compare(one.head(), other.head());
    return byHead == 0 ? Long.compare(one.number, other.number) : byHead;
  }

  /** Those that give something later, the soonest first. */
  static int byTime(Line one, Line other) {
    int byTime = one.notBefore.compareTo(other.notBefore);
    return byTime == 0 ? byAge(one, other) : byTime;
  }

  /** Forgets what is acked and has nothing unsettled before it. */
  List<Stored> popAcked() {
    List<Stored> popped = new ArrayList<>();
    while (!out.isEmpty() && out.get(0).acked) {
      popped.add(out.remove(0));
    }
    return popped;
  }

  /**
   * Takes one that failed out of what is out; those behind it wait again with it, in order.
   *
   * @param keepAcked whether those behind it that were acked stay so
   * @return those that stay acked
   */
  List<Stored> takeBack(Stored failed, boolean keepAcked) {
    int place = out.indexOf(failed);
    List<Stored> settled = new ArrayList<>();
    for (int last = out.size() - 1; last >= place; last--) {
      Stored one = out.remove(last);
      if (one.acked && keepAcked) {
        settled.add(one);
      } else {
        one.free();
        waiting.addFirst(one);
      }
    }
    return settled;
  }
}
