package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who has which session of a queue. Guarded by the broker. */
final class SessionTurns {
  private final QueueOptions options;
  private final Contents contents;
  private final Fates fates;
  private final Surroundings around;

  /** Nobody has any yet. */
  SessionTurns(QueueOptions options, Contents contents, Fates fates, Surroundings around) {
    this.options = options;
    this.contents = contents;
    this.fates = fates;
    this.around = around;
  }

  /** Locks a session, or the next one that has a message; null if there is none to lock. */
  @Nullable String accept(@Nullable String wanted, Object holder) {
    Instant now = around.now();
    String session = wanted == null ? next(now) : wanted;
    if (session == null || !contents.sessions().isFree(session, now)) {
      return null;
    }
    contents.sessions().lock(session, holder, now.plus(options.lock()));
    return session;
  }

  private @Nullable String next(Instant now) {
    contents.ready().pollExpired(now).forEach(fates::expire);
    for (String session : contents.ready().sessions()) {
      if (contents.sessions().isFree(session, now)) {
        return session;
      }
    }
    return null;
  }

  /**
   * Makes a session's lock, and those of its messages, last longer.
   *
   * @throws Refusal when nobody has it
   */
  Instant renew(String session) {
    Instant until = around.now().plus(options.lock());
    Sessions.SessionLock lock = contents.sessions().renew(session, around.now(), until);
    contents.locks().renewOf(lock.holder(), until);
    return until;
  }

  /** A link is gone: its session is free, and that session's messages were not delivered. */
  void leave(Object holder) {
    contents.sessions().release(holder);
    contents.locks().pollOf(holder).forEach(lock -> fates.giveBack(lock.message(), false));
  }
}
