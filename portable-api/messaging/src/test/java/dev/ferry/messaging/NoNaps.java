package dev.ferry.messaging;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A condition on which nobody wakes by itself: a signal that is lost shows. */
@SuppressWarnings("WaitNotInLoop") // the caller loops
record NoNaps(Condition condition) implements Condition {
  @Override
  public void await() throws InterruptedException {
    condition.await();
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    condition.await();
    return true;
  }

  @Override
  public void awaitUninterruptibly() {
    condition.awaitUninterruptibly();
  }

  @Override
  public long awaitNanos(long nanosTimeout) throws InterruptedException {
    condition.await();
    return nanosTimeout;
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    condition.await();
    return true;
  }

  @Override
  public void signal() {
    condition.signal();
  }

  @Override
  public void signalAll() {
    condition.signalAll();
  }
}
