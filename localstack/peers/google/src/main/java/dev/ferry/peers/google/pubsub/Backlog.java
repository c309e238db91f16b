package dev.ferry.peers.google.pubsub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription holds: lines that give now, lines that wait for a time, and leases. Guarded
 * by the broker's lock.
 */
final class Backlog {
  private static final int MOST_BYTES_AT_ONCE = 10_000_000;

  private final boolean ordered;
  private final Map<String, Line> keys = new HashMap<>();
  private final TreeSet<Line> ready = new TreeSet<>(Line::byAge);
  private final TreeSet<Line> delayed = new TreeSet<>(Line::byTime);
  private final Map<String, Lease> leases = new HashMap<>();
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at));
  private long lines;

  Backlog(boolean ordered) {
    this.ordered = ordered;
  }

  /** A message that somebody has, in its line. */
  record Lease(Line line, Stored stored) {}

  /** When a lease ends, unless it was made longer, given up or acked since. */
  private record Ending(Instant at, Stored stored, String ackId) {
    boolean counts() {
      return !stored.acked && stored.ackId.equals(ackId) && stored.leaseEnds.equals(at);
    }
  }

  void add(Stored stored, Instant now) {
    Line line = line(stored);
    unplace(line);
    line.waiting.add(stored);
    place(line, now);
  }

  private Line line(Stored stored) {
    String key = stored.message.getOrderingKey();
    return ordered && !key.isEmpty()
        ? keys.computeIfAbsent(key, name -> new Line(name, lines++))
        : new Line("", lines++);
  }

  private void unplace(Line line) {
    if (line.canGive() && !ready.remove(line)) {
      delayed.remove(line);
    }
  }

  private void place(Line line, Instant now) {
    if (line.canGive()) {
      (line.notBefore.isAfter(now) ? delayed : ready).add(line);
    } else if (line.isEmpty()) {
      keys.remove(line.key, line);
    }
  }

  /**
   * Leases messages: as many as asked for, and not many more bytes than one answer may hold.
   *
   * @param now the time
   * @param max how many
   * @param perLine how many of one key at once
   * @param lease for how long
   * @param oldest what was published before is kept no more
   */
  record Wanted(Instant now, int max, int perLine, Duration lease, Instant oldest) {}

  List<Stored> take(Wanted wanted, AckIds ackIds) {
    wake(wanted.now());
    List<Stored> taken = new ArrayList<>();
    long room = MOST_BYTES_AT_ONCE;
    while (taken.size() < wanted.max() && room > 0 && !ready.isEmpty()) {
      Line line = ready.first();
      ready.remove(line);
      line.waiting.removeIf(stored -> stored.publishedAt.isBefore(wanted.oldest()));
      while (taken.size() < wanted.max()
          && room > 0
          && line.out.size() < wanted.perLine()
          && !line.waiting.isEmpty()) {
        Stored stored = out(line, ackIds.next(), wanted.now().plus(wanted.lease()));
        room -= stored.message.getSerializedSize();
        taken.add(stored);
      }
      place(line, wanted.now());
    }
    return taken;
  }

  private void wake(Instant now) {
    while (!delayed.isEmpty() && !delayed.first().notBefore.isAfter(now)) {
      Line line = delayed.pollFirst();
      ready.add(line);
    }
  }

  private Stored out(Line line, String ackId, Instant until) {
    Stored stored = line.waiting.remove();
    line.out.add(stored);
    leases.put(ackId, new Lease(line, stored));
    stored.lease(ackId, until);
    endings.add(new Ending(until, stored, ackId));
    return stored;
  }

  /** The lease that an ack id names; null when it is over. */
  @Nullable Lease lease(String ackId) {
    return leases.get(ackId);
  }

  /** Gives back those that are settled for good. */
  List<Stored> ack(Lease lease, Instant now) {
    leases.remove(lease.stored().ackId);
    lease.stored().acked = true;
    List<Stored> settled = lease.line().popAcked();
    place(lease.line(), now);
    return settled;
  }

  void extend(Lease lease, Instant until) {
    Stored stored = lease.stored();
    stored.leaseEnds = until;
    endings.add(new Ending(until, stored, stored.ackId));
  }

  /**
   * A message comes back, and with it the later ones of its key.
   *
   * @param gone whether it is not delivered again
   * @return those that were acked and stay so
   */
  List<Stored> fail(Lease lease, Instant notBefore, boolean gone, boolean keepAcked, Instant now) {
    Line line = lease.line();
    line.out.stream()
        .skip(line.out.indexOf(lease.stored()))
        .forEach(one -> leases.remove(one.ackId));
    unplace(line);
    List<Stored> settled = line.takeBack(lease.stored(), keepAcked);
    if (gone) {
      line.waiting.remove(lease.stored());
    }
    line.notBefore = gone ? Instant.MIN : notBefore;
    place(line, now);
    return settled;
  }

  /** Leases that have ended by now, each ended one at a time by the caller. */
  Optional<Lease> ended(Instant now) {
    while (!endings.isEmpty() && !endings.element().at().isAfter(now)) {
      Ending ending = endings.remove();
      Lease lease = leases.get(ending.ackId());
      if (lease != null && ending.counts()) {
        return Optional.of(lease);
      }
    }
    return Optional.empty();
  }

  /** When something happens next by itself; far away when nothing does. */
  Instant nextEvent(Instant now) {
    wake(now);
    while (!endings.isEmpty() && !endings.element().counts()) {
      endings.remove();
    }
    Instant lease = endings.isEmpty() ? Instant.MAX : endings.element().at();
    Instant line = delayed.isEmpty() ? Instant.MAX : delayed.first().notBefore;
    return lease.isBefore(line) ? lease : line;
  }

  boolean hasReady(Instant now) {
    wake(now);
    return !ready.isEmpty();
  }

  /** All that is held, whatever its state, without the acked. */
  List<Stored> all() {
    Stream<Line> out = leases.values().stream().map(Lease::line);
    return Stream.of(ready.stream(), delayed.stream(), out, keys.values().stream())
        .flatMap(lines -> lines)
        .distinct()
        .flatMap(line -> Stream.of(line.waiting, line.out).flatMap(Collection::stream))
        .filter(stored -> !stored.acked)
        .toList();
  }

  void clear() {
    keys.clear();
    ready.clear();
    delayed.clear();
    leases.clear();
    endings.clear();
  }
}
