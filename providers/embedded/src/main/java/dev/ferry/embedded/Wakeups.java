package dev.ferry.embedded;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a queue's consumers, all of them on its lock: one alarm is set for the next instant
 * at which time alone makes something visible, as long as somebody waits.
 */
final class Wakeups {
  private final ReentrantLock lock;
  private final Condition visible;
  private final BrokerTime time;
  private final LongSupplier nextWake;
  private int waiting;
  private long alarmAt = Long.MAX_VALUE;
  private Timeline.@Nullable Alarm alarm;

  /**
   * Waits under {@code lock}.
   *
   * @param nextWake the next instant at which something becomes visible, asked under the lock
   */
  Wakeups(ReentrantLock lock, BrokerTime time, LongSupplier nextWake) {
    this.lock = lock;
    this.visible = lock.newCondition();
    this.time = time;
    this.nextWake = nextWake;
  }

  /** Waits until {@code done} or until {@code limit} has passed. */
  void await(Duration limit, BooleanSupplier done) throws InterruptedException {
    waiting++;
    try {
      time.timeline()
          .await(
              lock,
              visible,
              limit,
              () -> {
                boolean isDone = done.getAsBoolean();
                if (!isDone) {
                  arm();
                }
                return isDone;
              });
    } finally {
      waiting--;
      if (waiting == 0) {
        disarm();
      }
    }
  }

  /** One message became visible to whoever asks first. */
  void wakeOne() {
    visible.signal();
  }

  void wakeAll() {
    visible.signalAll();
  }

  /** Sets the alarm earlier if need be. */
  void arm() {
    long next = nextWake.getAsLong();
    if (waiting == 0 || next >= alarmAt) {
      return;
    }
    disarm();
    alarmAt = next;
    Duration delay = Duration.ofNanos(Math.max(0, next - time.now()));
    alarm = time.timeline().after(delay, this::ring);
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
    }
    alarm = null;
    alarmAt = Long.MAX_VALUE;
  }

  private void ring() {
    lock.lock();
    try {
      disarm();
      visible.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
