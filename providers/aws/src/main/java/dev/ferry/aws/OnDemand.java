package dev.ferry.aws;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client that is made when it is first needed, and closed by whoever it was made for. Safe for
 * use by several threads.
 */
final class OnDemand<T extends SdkAutoCloseable> implements AutoCloseable {
  private final Lock lock = new ReentrantLock();
  private final Supplier<T> maker;
  private final boolean ours;
  private @Nullable T made;

  private OnDemand(Supplier<T> maker, boolean ours) {
    this.maker = maker;
    this.ours = ours;
  }

  /** A client that is made by {@code maker}. */
  static <T extends SdkAutoCloseable> OnDemand<T> of(Supplier<T> maker) {
    return new OnDemand<>(maker, true);
  }

  /** A client that somebody else keeps, and closes. */
  static <T extends SdkAutoCloseable> OnDemand<T> kept(T client) {
    return new OnDemand<>(() -> client, false);
  }

  T get() {
    lock.lock();
    try {
      T client = made == null ? maker.get() : made;
      made = client;
      return client;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (ours && made != null) {
        made.close();
        made = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
