package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Fault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A queue, the queue of a subscription, or the dead letters of either. Guarded by the broker. */
final class Queue implements Destination {
  private final QueueOptions options;
  private final @Nullable Queue deadLetters;
  private final Surroundings around;
  private final Function<String, Optional<Queue>> queues;
  private final ReadyMessages ready = new ReadyMessages();
  private final ScheduledMessages scheduled = new ScheduledMessages();
  private final NavigableMap<Long, StoredMessage> deferred = new TreeMap<>();
  private final Locks locks = new Locks();
  private final Sessions sessions = new Sessions();
  private final DuplicateWindow duplicates;
  private long lastSequence;

  private Queue(
      QueueOptions options,
      @Nullable Queue deadLetters,
      Surroundings around,
      Function<String, Optional<Queue>> queues) {
    this.options = options;
    this.deadLetters = deadLetters;
    this.around = around;
    this.queues = queues;
    this.duplicates = new DuplicateWindow(options.duplicates());
  }

  /** A queue with its dead letters; {@code queues} finds the one that it may forward to. */
  static Queue create(
      QueueOptions options, Surroundings around, Function<String, Optional<Queue>> queues) {
    QueueOptions dead =
        QueueOptions.of(options.name() + "/$DeadLetterQueue")
            .withLock(options.lock())
            .withMaxDeliveries(Integer.MAX_VALUE);
    String target = options.forwardDeadLettersTo();
    if (target != null) {
      dead = dead.withForwardTo(target);
    }
    return new Queue(options, new Queue(dead, null, around, queues), around, queues);
  }

  QueueOptions options() {
    return options;
  }

  /** Its dead letters; dead letters have none. */
  @Nullable Queue deadLetters() {
    return deadLetters;
  }

  Sessions sessions() {
    return sessions;
  }

  // --- In

  @Override
  public void check(Message message) {
    if (deadLetters == null) {
      throw new Refusal(Condition.NOT_ALLOWED, "Nothing can be sent to a dead-letter queue.");
    }
    if (options.sessions() && message.getGroupId() == null) {
      throw new Refusal(
          Condition.NOT_ALLOWED,
          "The SessionId was not set on a message, and it cannot be sent to the entity. Entities"
              + " that have session support enabled can only receive messages that have the"
              + " SessionId set to a valid value.");
    }
  }

  @Override
  public long send(Message message) {
    check(message);
    Instant now = around.now();
    if (duplicates.isDuplicate(message.getMessageId(), now)) {
      return ++lastSequence;
    }
    Instant due = StoredMessage.scheduledFor(message);
    if (due != null && due.isAfter(now)) {
      StoredMessage waiting = stored(message, due, StoredMessage.State.SCHEDULED);
      scheduled.add(waiting, due);
      return waiting.sequence();
    }
    return arrive(message, 0);
  }

  /** A message is here for receivers, or goes on to the queue that this one forwards to. */
  private long arrive(Message message, int failures) {
    StoredMessage stored = stored(message, around.now(), StoredMessage.State.ACTIVE);
    String target = options.forwardTo();
    if (target == null) {
      ready.add(stored.failed(failures));
      around.changed().accept(this);
    } else {
      forward(stored, target);
    }
    return stored.sequence();
  }

  private void forward(StoredMessage message, String target) {
    try {
      queues
          .apply(target)
          .orElseThrow(() -> new Refusal(Condition.NOT_FOUND, "forwarded to " + target))
          .send(Amqp.decode(message.bytes(null)));
    } catch (Refusal refused) {
      notForwarded(message, refused);
    }
  }

  /** What another queue refuses is a dead letter, and what is one already stays. */
  private void notForwarded(StoredMessage message, Refusal refused) {
    if (deadLetters == null) {
      ready.add(message);
    } else {
      String reason = refused.condition() == Condition.NOT_ALLOWED ? "Session ID is null" : "";
      deadLetter(message, reason, refused.getMessage());
    }
  }

  private StoredMessage stored(Message message, Instant at, StoredMessage.State state) {
    Duration life = options.timeToLive();
    if (message.getTtl() > 0) {
      Duration own = Duration.ofMillis(message.getTtl());
      life = life == null || own.compareTo(life) < 0 ? own : life;
    }
    return new StoredMessage(
        message, ++lastSequence, at, life == null ? Instant.MAX : end(at, life), state);
  }

  private static Instant end(Instant at, Duration life) {
    try {
      return at.plus(life);
    } catch (DateTimeException | ArithmeticException tooFar) {
      return Instant.MAX;
    }
  }

  // --- Out

  /** Takes and locks the next message, of a session if one is named; null if there is none. */
  @Nullable MessageLock take(@Nullable String session, Object holder) {
    StoredMessage next = poll(session);
    return next == null ? null : locks.lock(next, lockEnd(holder), holder);
  }

  /** Takes the next message for good. */
  @Nullable StoredMessage takeForGood(@Nullable String session) {
    return poll(session);
  }

  private @Nullable StoredMessage poll(@Nullable String session) {
    ready.pollExpired(around.now()).forEach(this::expire);
    return ready.poll(session);
  }

  private Instant lockEnd(Object holder) {
    Instant now = around.now();
    if (around.faults().strikes(Fault.LOSE_LEASE, "deliver")) {
      return now;
    }
    Sessions.SessionLock session = sessions.of(holder, now);
    return session == null ? now.plus(options.lock()) : session.until();
  }

  /**
   * The lock of a token.
   *
   * @throws Refusal when it is over
   */
  MessageLock locked(@Nullable UUID token) {
    MessageLock lock = locks.find(token, around.now());
    if (lock == null) {
      throw Refusal.lockLost(options.sessions());
    }
    return lock;
  }

  /**
   * Carries out what a client says of a message that it has.
   *
   * @throws Refusal when its lock is over
   */
  void settle(@Nullable UUID token, Outcome outcome) {
    MessageLock lock = locked(token);
    locks.remove(lock);
    StoredMessage message = lock.message();
    if (outcome instanceof Outcome.Abandoned abandoned) {
      message.change(abandoned.changes());
      giveBack(message, true);
    } else if (outcome instanceof Outcome.Released) {
      giveBack(message, false);
    } else if (outcome instanceof Outcome.Deferred later) {
      message.change(later.changes());
      message.become(StoredMessage.State.DEFERRED);
      deferred.put(message.sequence(), message);
    } else if (outcome instanceof Outcome.DeadLettered dead) {
      message.change(dead.changes());
      deadLetter(message, dead.reason(), dead.description());
    } else if (around.faults().strikes(Fault.DROP_ACK, "settle")) {
      giveBack(message, true);
    }
  }

  private void giveBack(StoredMessage message, boolean failed) {
    if (failed) {
      message.failed(1);
    }
    if (deadLetters != null && message.failures() >= options.maxDeliveries()) {
      deadLetter(
          message,
          "MaxDeliveryCountExceeded",
          "Message could not be consumed after %d delivery attempts."
              .formatted(options.maxDeliveries()));
    } else if (message.state() == StoredMessage.State.DEFERRED) {
      deferred.put(message.sequence(), message);
    } else {
      ready.add(message);
      around.changed().accept(this);
    }
  }

  private void deadLetter(
      StoredMessage message, @Nullable String reason, @Nullable String description) {
    if (deadLetters == null) {
      giveBack(message, true);
      return;
    }
    if (reason != null) {
      message.change(Map.of("DeadLetterReason", reason));
    }
    if (description != null) {
      message.change(Map.of("DeadLetterErrorDescription", description));
    }
    message.comesFrom(options.name());
    message.content().setTtl(0);
    deadLetters.arrive(message.content(), message.failures());
  }

  private void expire(StoredMessage message) {
    if (options.deadLettersExpired()) {
      deadLetter(message, "TTLExpiredException", "The message expired and was dead lettered.");
    }
  }

  /**
   * Makes a lock last as long as the queue's locks do, from now.
   *
   * @throws Refusal when it is over
   */
  Instant renew(@Nullable UUID token) {
    MessageLock lock = locked(token);
    Instant until = around.now().plus(options.lock());
    locks.renew(lock, until);
    return until;
  }

  // --- By sequence number

  /**
   * Takes deferred messages and locks them, unless they are taken for good.
   *
   * @throws Refusal when one of them is not deferred
   */
  List<MessageLock> takeDeferred(List<Long> sequences, boolean forGood) {
    List<StoredMessage> found = new ArrayList<>();
    for (long sequence : sequences) {
      StoredMessage message = deferred.get(sequence);
      if (message == null) {
        throw new Refusal(
            Condition.MESSAGE_NOT_FOUND,
            "Failed to find deferred message with sequence number " + sequence + ".");
      }
      found.add(message);
    }
    List<MessageLock> taken = new ArrayList<>();
    for (StoredMessage message : found) {
      deferred.remove(message.sequence());
      Instant until = around.now().plus(options.lock());
      MessageLock lock = locks.lock(message, until, null);
      taken.add(lock);
      if (forGood) {
        locks.remove(lock);
      }
    }
    return taken;
  }

  /**
   * Takes out a message that is scheduled.
   *
   * @throws Refusal when it is not there
   */
  void cancelScheduled(long sequence) {
    scheduled.cancel(sequence);
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

  // --- Sessions

  /** Locks a session, or the next one that has a message; null if there is none to lock. */
  @Nullable String acceptSession(@Nullable String wanted, Object holder) {
    Instant now = around.now();
    String session = wanted == null ? nextSession(now) : wanted;
    if (session == null || !sessions.isFree(session, now)) {
      return null;
    }
    sessions.lock(session, holder, now.plus(options.lock()));
    return session;
  }

  private @Nullable String nextSession(Instant now) {
    ready.pollExpired(now).forEach(this::expire);
    for (String session : ready.sessions()) {
      if (sessions.isFree(session, now)) {
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
  Instant renewSession(String session) {
    Instant until = around.now().plus(options.lock());
    Sessions.SessionLock lock = sessions.renew(session, around.now(), until);
    locks.renewOf(lock.holder(), until);
    return until;
  }

  /** A link is gone: its session is free, and that session's messages were not delivered. */
  void leave(Object holder) {
    if (options.sessions()) {
      sessions.release(holder);
      locks.pollOf(holder).forEach(lock -> giveBack(lock.message(), false));
      around.changed().accept(this);
    }
  }

  // --- Time

  /**
   * What the time has brought: locks that are over, messages that are due or expired.
   *
   * @return the links whose session is no longer theirs
   */
  List<Object> tick() {
    Instant now = around.now();
    List<Sessions.SessionLock> lost = sessions.pollExpired(now);
    locks.pollExpired(now).forEach(lock -> giveBack(lock.message(), true));
    scheduled.pollDue(now).forEach(message -> arrive(message.content(), 0));
    ready.pollExpired(now).forEach(this::expire);
    if (!lost.isEmpty()) {
      around.changed().accept(this);
    }
    if (deadLetters != null) {
      deadLetters.tick();
    }
    return lost.stream().map(Sessions.SessionLock::holder).toList();
  }

  Counts counts() {
    return new Counts(
        ready.messages().size(),
        locks.all().size(),
        scheduled.messages().size(),
        deferred.size(),
        deadLetters == null ? 0 : deadLetters.ready.messages().size());
  }
}
