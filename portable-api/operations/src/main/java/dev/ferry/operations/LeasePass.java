package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Subscription;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through a queue by receiving.
 *
 * <p>A letter that is left stays leased, so that the broker gives others meanwhile, and is released
 * at the end. Releasing it at once would bring it up again, before the rest and without an end. Of
 * very many only the first are released; the leases of the others run out by themselves.
 *
 * <p>A letter whose lease ran out comes up again, is known by its broker id, and leased for longer.
 * Once as many known ones have come as were left, with no new one between, the pass is over.
 */
final class LeasePass implements Pass {
  private static final Duration LONG_LEASE = Duration.ofMinutes(10);
  private static final int MOST_HELD = 1_000;
  private static final long MOST_BYTES_HELD = 64L << 20;

  private final Subscription queue;
  private final Duration wait;
  private final int memory;
  private final Set<String> left = new HashSet<>();
  private final Map<String, Delivery> held = new LinkedHashMap<>();
  private long bytesHeld;
  private int knownInARow;

  LeasePass(Subscription queue, Duration wait, int memory) {
    this.queue = queue;
    this.wait = wait;
    this.memory = memory;
  }

  @Override
  public List<Delivery> next(int max) {
    while (knownInARow <= left.size()) {
      List<Delivery> batch = queue.receive(max, wait);
      if (batch.isEmpty()) {
        return batch;
      }
      List<Delivery> unseen = batch.stream().filter(delivery -> !known(delivery)).toList();
      if (!unseen.isEmpty()) {
        knownInARow = 0;
        return unseen;
      }
    }
    return List.of();
  }

  private boolean known(Delivery delivery) {
    if (!left.contains(delivery.brokerId())) {
      return false;
    }
    knownInARow++;
    lengthen(delivery);
    hold(delivery);
    return true;
  }

  /** This pass takes longer than a lease. */
  private void lengthen(Delivery delivery) {
    if (!queue.capabilities().extend()) {
      return;
    }
    Duration longest = queue.capabilities().limits().ackDeadline();
    try {
      delivery.extend(longest.compareTo(LONG_LEASE) < 0 ? longest : LONG_LEASE);
    } catch (MessagingException itComesUpOnceMore) {
      return;
    }
  }

  @Override
  public void leave(Delivery delivery) {
    left.add(delivery.brokerId());
    hold(delivery);
  }

  private void hold(Delivery delivery) {
    Delivery before = held.remove(delivery.brokerId());
    bytesHeld -= before == null ? 0 : before.message().body().sizeBytes();
    int bytes = delivery.message().body().sizeBytes();
    if (held.size() < MOST_HELD && bytesHeld + bytes <= MOST_BYTES_HELD) {
      held.put(delivery.brokerId(), delivery);
      bytesHeld += bytes;
    }
  }

  @Override
  public void putBack(Delivery delivery) {
    try {
      delivery.nack(Duration.ZERO);
    } catch (MessagingException itsLeaseRunsOut) {
      return;
    }
  }

  @Override
  public boolean overfull() {
    return left.size() >= memory;
  }

  @Override
  public void close() {
    held.values().forEach(this::putBack);
    held.clear();
  }
}
