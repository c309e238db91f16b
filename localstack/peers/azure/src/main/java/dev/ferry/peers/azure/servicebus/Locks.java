package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The locked messages of a queue, by lock token. */
final class Locks {
  private final Map<UUID, MessageLock> held = new HashMap<>();

  MessageLock lock(StoredMessage message, Instant until, @Nullable Object holder) {
    MessageLock lock = new MessageLock(UUID.randomUUID(), message, until, holder);
    held.put(lock.token(), lock);
    return lock;
  }

  /** The lock of a token, if it lasts. */
  @Nullable MessageLock find(@Nullable UUID token, Instant now) {
    MessageLock lock = token == null ? null : held.get(token);
    return lock == null || !now.isBefore(lock.until()) ? null : lock;
  }

  void renew(MessageLock lock, Instant until) {
    held.put(lock.token(), lock.until(until));
  }

  void remove(MessageLock lock) {
    held.remove(lock.token());
  }

  /** Takes the locks that are over. */
  List<MessageLock> pollExpired(Instant now) {
    return poll(lock -> !now.isBefore(lock.until()));
  }

  /** Takes the locks of a link. */
  List<MessageLock> pollOf(Object holder) {
    return poll(lock -> lock.holder() == holder);
  }

  private List<MessageLock> poll(Predicate<MessageLock> which) {
    List<MessageLock> taken = new ArrayList<>();
    for (MessageLock lock : held.values()) {
      if (which.test(lock)) {
        taken.add(lock);
      }
    }
    taken.forEach(this::remove);
    return taken;
  }

  /** Gives all locks of a link another end. */
  void renewOf(Object holder, Instant until) {
    held.replaceAll((token, lock) -> lock.holder() == holder ? lock.until(until) : lock);
  }

  Collection<MessageLock> all() {
    return held.values();
  }
}
