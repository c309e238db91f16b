package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which session is locked by which link, and the state that sessions keep. */
final class Sessions {
  /**
   * A locked session.
   *
   * @param session its id
   * @param holder the link that has it
   * @param until when the lock ends
   */
  record SessionLock(String session, Object holder, Instant until) {}

  private final Map<String, SessionLock> locks = new HashMap<>();
  private final Map<String, byte[]> states = new HashMap<>();

  boolean isFree(String session, Instant now) {
    SessionLock lock = locks.get(session);
    return lock == null || !now.isBefore(lock.until());
  }

  void lock(String session, Object holder, Instant until) {
    locks.put(session, new SessionLock(session, holder, until));
  }

  /** When the lock of a session ends; now and before for one that nobody has. */
  Instant end(String session) {
    SessionLock lock = locks.get(session);
    return lock == null ? Instant.EPOCH : lock.until();
  }

  /** The lock that a link has, if it lasts. */
  @Nullable SessionLock of(Object holder, Instant now) {
    for (SessionLock lock : locks.values()) {
      if (lock.holder() == holder && now.isBefore(lock.until())) {
        return lock;
      }
    }
    return null;
  }

  /**
   * Makes a session's lock last longer.
   *
   * @throws Refusal when nobody has it
   */
  SessionLock renew(String session, Instant now, Instant until) {
    SessionLock lock = locks.get(session);
    if (lock == null || !now.isBefore(lock.until())) {
      throw Refusal.lockLost(true);
    }
    SessionLock renewed = new SessionLock(session, lock.holder(), until);
    locks.put(session, renewed);
    return renewed;
  }

  void release(Object holder) {
    locks.values().removeIf(lock -> lock.holder() == holder);
  }

  /** Takes the locks that are over. */
  List<SessionLock> pollExpired(Instant now) {
    List<SessionLock> expired = new ArrayList<>();
    for (SessionLock lock : locks.values()) {
      if (!now.isBefore(lock.until())) {
        expired.add(lock);
      }
    }
    expired.forEach(lock -> locks.remove(lock.session()));
    return expired;
  }

  byte @Nullable [] state(String session) {
    return states.get(session);
  }

  void keep(String session, byte @Nullable [] state) {
    if (state == null) {
      states.remove(session);
    } else {
      states.put(session, state.clone());
    }
  }
}
