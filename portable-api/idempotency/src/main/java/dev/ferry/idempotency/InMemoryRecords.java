package dev.ferry.idempotency;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records in memory, each behind a lock of its own, so that an effect that is committed with one
 * record keeps no other waiting. Thread-safe.
 */
final class InMemoryRecords {
  private static final int FIRST_SWEEP = 4096;

  private final ConcurrentMap<IdempotencyKey, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicInteger claimsUntilSweep = new AtomicInteger(FIRST_SWEEP);

  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    volatile @Nullable LifeRecord record;
    boolean removed;
  }

  /** Takes a step with the record of {@code key}; when the rule throws, the record stays. */
  <A> A step(IdempotencyKey key, Function<@Nullable LifeRecord, LifeRules.Step<A>> rule) {
    while (true) {
      Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
      if (slot.lock.isHeldByCurrentThread()) {
        throw new IllegalStateException(
            "an effect that is being committed calls the store for its own message");
      }
      slot.lock.lock();
      try {
        if (!slot.removed) {
          LifeRules.Step<A> step = rule.apply(slot.record);
          slot.record = step.record();
          return step.answer();
        }
      } finally {
        removeIf(slot.record == null, key, slot);
        slot.lock.unlock();
      }
    }
  }

  private void removeIf(boolean unused, IdempotencyKey key, Slot slot) {
    if (unused) {
      slot.removed = true;
      slots.remove(key, slot);
    }
  }

  Optional<LifeRecord> find(IdempotencyKey key) {
    Slot slot = slots.get(key);
    return Optional.ofNullable(slot == null ? null : slot.record);
  }

  int size() {
    return slots.size();
  }

  /** Costs each claim a constant share: a sweep comes after as many claims as there are records. */
  void sweepNowAndThen(int claims, Instant now) {
    int before = claimsUntilSweep.getAndAdd(-claims);
    if (before > 0 && before <= claims) {
      slots.forEach((key, slot) -> sweep(key, slot, now));
      claimsUntilSweep.set(Math.max(FIRST_SWEEP, slots.size()));
    }
  }

  /** A record that somebody works with stays for the next sweep. */
  private void sweep(IdempotencyKey key, Slot slot, Instant now) {
    if (slot.lock.tryLock()) {
      try {
        LifeRecord record = slot.record;
        removeIf(record == null || record.expired(now), key, slot);
      } finally {
        slot.lock.unlock();
      }
    }
  }
}
