package dev.ferry.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One task on a timeline, run once or repeatedly, and the future of it. */
final class VirtualTimer<V extends @Nullable Object> extends FutureTask<V>
    implements ScheduledFuture<V> {
  private final VirtualScheduler owner;
  private final Timeline timeline;
  private final Repetition repetition;
  private volatile @Nullable Slot slot;
  private volatile boolean firing;

  VirtualTimer(VirtualScheduler owner, Timeline timeline, Repetition repetition, Callable<V> task) {
    super(task);
    this.owner = owner;
    this.timeline = timeline;
    this.repetition = repetition;
  }

  /** Lets this timer wait; one that was cancelled in the meantime does not stay. */
  void add(UnaryOperator<Instant> due) {
    timeline.add(this, due);
    if (isDone()) {
      leave();
    }
  }

  /** Called by the timeline, under its lock, with this timer's place in it. */
  void moveTo(Slot newSlot) {
    slot = newSlot;
  }

  /**
   * Runs the task in this thread; called with no lock held, once each time this timer falls due.
   */
  void fire() {
    firing = true;
    boolean again = runTask();
    firing = false;
    if (again) {
      Instant lastDue = dueOr(Instant.MIN);
      add(now -> repetition.next(lastDue, now));
    } else {
      leave();
    }
  }

  private boolean runTask() {
    if (isPeriodic()) {
      return runAndReset();
    }
    run();
    return false;
  }

  boolean isFiring() {
    return firing;
  }

  boolean isPeriodic() {
    return repetition != Repetition.NEVER;
  }

  boolean isDueBy(Instant now) {
    return !dueOr(Instant.MAX).isAfter(now);
  }

  private Instant dueOr(Instant none) {
    Slot current = slot;
    return current == null ? none : current.due();
  }

  /** Does not interrupt: the thread that runs a timer belongs to whoever advances the clock. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return super.cancel(false);
  }

  /** Finished or cancelled; a timer that still runs leaves when it returns. */
  @Override
  protected void done() {
    if (!firing) {
      leave();
    }
  }

  private void leave() {
    Slot current = slot;
    if (current != null) {
      timeline.remove(current);
    }
    owner.forget(this);
  }

  @Override
  public long getDelay(TimeUnit unit) {
    Instant now = timeline.now();
    return unit.convert(Duration.between(now, dueOr(now)));
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
