package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's turn in a process, from being received to its one disposition. Shared by the
 * thread that runs it, the heartbeat and the timers; safe for them.
 */
public final class Turn {
  private final ReentrantLock lock = new ReentrantLock();
  private final Delivery delivery;
  private final BiConsumer<Delivery, Disposition> sink;
  private @Nullable Claimed claimed;
  private @Nullable Instant startedAt;
  private @Nullable Runnable interrupt;
  private boolean interruptWanted;
  private Runnable abandoned = () -> {};
  private Timeline.@Nullable Alarm nextBeat;
  private final boolean endsWhenSettled;
  private boolean decided;
  private boolean over;

  /** A turn whose disposition goes to {@code sink}, once, and which is over with it. */
  public Turn(Delivery delivery, BiConsumer<Delivery, Disposition> sink) {
    this(delivery, sink, false);
  }

  private Turn(Delivery delivery, BiConsumer<Delivery, Disposition> sink, boolean endsWhenSettled) {
    this.delivery = delivery;
    this.sink = sink;
    this.endsWhenSettled = endsWhenSettled;
  }

  /**
   * A turn that is over when {@link #settled()} says so: its lease is made longer until then, while
   * its disposition waits to be carried out.
   */
  public static Turn untilSettled(Delivery delivery, BiConsumer<Delivery, Disposition> sink) {
    return new Turn(delivery, sink, true);
  }

  /** The delivery. */
  public Delivery delivery() {
    return delivery;
  }

  void claimed(Claimed claim, Instant now) {
    lock.lock();
    try {
      claimed = claim;
      startedAt = now;
    } finally {
      lock.unlock();
    }
  }

  /** The claim that its handler runs under; empty before and after. */
  Optional<Claimed> claim() {
    lock.lock();
    try {
      return decided ? Optional.empty() : Optional.ofNullable(claimed);
    } finally {
      lock.unlock();
    }
  }

  /** When its handler was allowed to start; empty while it waits. */
  Optional<Instant> startedAt() {
    lock.lock();
    try {
      return Optional.ofNullable(startedAt);
    } finally {
      lock.unlock();
    }
  }

  /** Its handler begins; one that was to be interrupted before is interrupted now. */
  void running(Runnable howToInterrupt) {
    lock.lock();
    try {
      interrupt = howToInterrupt;
      if (interruptWanted) {
        howToInterrupt.run();
      }
    } finally {
      lock.unlock();
    }
  }

  void stopped() {
    lock.lock();
    try {
      interrupt = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Interrupts the handler, now or when it begins: its record is somebody else's by now, or there
   * is no more time for it.
   */
  public void interrupt() {
    lock.lock();
    try {
      interruptWanted = true;
      if (interrupt != null) {
        interrupt.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Remembers the timer of the next heartbeat, which ends with the turn. */
  void beating(Timeline.Alarm alarm) {
    boolean late;
    lock.lock();
    try {
      late = over;
      nextBeat = alarm;
    } finally {
      lock.unlock();
    }
    if (late) {
      alarm.cancel();
    }
  }

  /** Cancels the timer of the next heartbeat. */
  void stopBeating() {
    lock.lock();
    try {
      if (nextBeat != null) {
        nextBeat.cancel();
        nextBeat = null;
      }
    } finally {
      lock.unlock();
    }
  }

  void whenAbandoned(Runnable action) {
    abandoned = action;
  }

  /** The handler would not stop: its delivery is left to run out. */
  void abandon() {
    abandoned.run();
  }

  /** Whether its disposition is known. */
  boolean decided() {
    lock.lock();
    try {
      return decided;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Its disposition is about to be carried out, or is not to be: its lease needs no care any more.
   */
  public void settled() {
    lock.lock();
    try {
      over = true;
      stopBeating();
    } finally {
      lock.unlock();
    }
  }

  /** Whether its lease needs no care any more. */
  boolean over() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the sink, the first time only. A sink that fails has settled nothing: leases run out. */
  void decide(Disposition disposition) {
    lock.lock();
    try {
      if (decided) {
        return;
      }
      decided = true;
      if (!endsWhenSettled) {
        settled();
      }
    } finally {
      lock.unlock();
    }
    try {
      sink.accept(delivery, disposition);
    } catch (RuntimeException notSettled) {
      warn("settle message " + delivery.message().id(), notSettled);
    }
  }

  /** Asks for its logger only here: opening one takes a cold start longer than all of a turn. */
  private static void warn(String text, Throwable because) {
    System.getLogger(Turn.class.getName()).log(System.Logger.Level.WARNING, text, because);
  }
}
