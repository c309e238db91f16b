package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Contents contents = Contents.none();
  private final Intake intake;
  private final Fates fates;
  private final SessionTurns turns;

  private Queue(
      QueueOptions options,
      @Nullable Queue deadLetters,
      Surroundings around,
      Function<String, Optional<Queue>> queues) {
    this.options = options;
    this.deadLetters = deadLetters;
    this.around = around;
    this.queues = queues;
    this.intake = new Intake(options, deadLetters == null);
    this.fates = new Fates(options, contents, deadLetters, around, this::changed);
    this.turns = new SessionTurns(options, contents, fates, around);
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
    return contents.sessions();
  }

  // --- In

  @Override
  public void check(Message message) {
    intake.check(message);
  }

  @Override
  public long send(Message message) {
    check(message);
    Instant now = around.now();
    if (intake.isDuplicate(message, now)) {
      return intake.number();
    }
    Instant due = StoredMessage.scheduledFor(message);
    if (due != null && due.isAfter(now)) {
      StoredMessage waiting = intake.stored(message, due, StoredMessage.State.SCHEDULED);
      contents.scheduled().add(waiting, due);
      return waiting.sequence();
    }
    return arrive(message, 0);
  }

  /** A message is here for receivers, or goes on to the queue that this one forwards to. */
  long arrive(Message message, int failures) {
    StoredMessage stored = intake.stored(message, around.now(), StoredMessage.State.ACTIVE);
    String target = options.forwardTo();
    if (target == null) {
      contents.ready().add(stored.failed(failures));
      changed();
    } else {
      forward(stored, target);
    }
    return stored.sequence();
  }

  private void changed() {
    around.changed().accept(this);
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
      contents.ready().add(message);
    } else {
      String reason = refused.condition() == Condition.NOT_ALLOWED ? "Session ID is null" : "";
      fates.deadLetter(message, reason, refused.getMessage());
    }
  }

  // --- Out

  /** Takes and locks the next message, of a session if one is named; null if there is none. */
  @Nullable MessageLock take(@Nullable String session, Object holder) {
    StoredMessage next = poll(session);
    return next == null ? null : contents.locks().lock(next, lockEnd(holder), holder);
  }

  /** Takes the next message for good. */
  @Nullable StoredMessage takeForGood(@Nullable String session) {
    return poll(session);
  }

  private @Nullable StoredMessage poll(@Nullable String session) {
    contents.ready().pollExpired(around.now()).forEach(fates::expire);
    return contents.ready().poll(session);
  }

  private Instant lockEnd(Object holder) {
    Instant now = around.now();
    if (around.faults().strikes(Fault.LOSE_LEASE, "deliver")) {
      return now;
    }
    Sessions.SessionLock session = contents.sessions().of(holder, now);
    return session == null ? now.plus(options.lock()) : session.until();
  }

  /**
   * The lock of a token.
   *
   * @throws Refusal when it is over
   */
  MessageLock locked(@Nullable UUID token) {
    MessageLock lock = contents.locks().find(token, around.now());
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
    fates.settle(locked(token), outcome);
  }

  /**
   * Makes a lock last as long as the queue's locks do, from now.
   *
   * @throws Refusal when it is over
   */
  Instant renew(@Nullable UUID token) {
    MessageLock lock = locked(token);
    Instant until = around.now().plus(options.lock());
    contents.locks().renew(lock, until);
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
      StoredMessage message = contents.deferred().get(sequence);
      if (message == null) {
        throw new Refusal(
            Condition.MESSAGE_NOT_FOUND,
            "Failed to find deferred message with sequence number " + sequence + ".");
      }
      found.add(message);
    }
    List<MessageLock> taken = new ArrayList<>();
    for (StoredMessage message : found) {
      contents.deferred().remove(message.sequence());
      Instant until = around.now().plus(options.lock());
      MessageLock lock = contents.locks().lock(message, until, null);
      taken.add(lock);
      if (forGood) {
        contents.locks().remove(lock);
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
    contents.scheduled().cancel(sequence);
  }

  /** The messages from a sequence number on, whatever their state. */
  List<StoredMessage> peek(long from, int max, @Nullable String session) {
    return contents.peek(from, max, session);
  }

  // --- Sessions

  /** Locks a session, or the next one that has a message; null if there is none to lock. */
  @Nullable String acceptSession(@Nullable String wanted, Object holder) {
    return turns.accept(wanted, holder);
  }

  /**
   * Makes a session's lock, and those of its messages, last longer.
   *
   * @throws Refusal when nobody has it
   */
  Instant renewSession(String session) {
    return turns.renew(session);
  }

  /** A link is gone: its session is free, and that session's messages were not delivered. */
  void leave(Object holder) {
    if (options.sessions()) {
      turns.leave(holder);
      changed();
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
    List<Sessions.SessionLock> lost = contents.sessions().pollExpired(now);
    contents.locks().pollExpired(now).forEach(lock -> fates.giveBack(lock.message(), true));
    contents.scheduled().pollDue(now).forEach(message -> arrive(message.content(), 0));
    contents.ready().pollExpired(now).forEach(fates::expire);
    if (!lost.isEmpty()) {
      changed();
    }
    if (deadLetters != null) {
      deadLetters.tick();
    }
    return lost.stream().map(Sessions.SessionLock::holder).toList();
  }

  Counts counts() {
    return contents.counts(
        deadLetters == null ? 0 : deadLetters.contents.ready().messages().size());
  }
}
