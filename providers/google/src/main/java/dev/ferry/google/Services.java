package dev.ferry.google;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One channel for each region that is asked for, made when it first is. Safe for several threads.
 */
final class Services implements AutoCloseable {
  private static final String NEAREST = "";

  private final Lock lock = new ReentrantLock();
  private final Map<String, Service> made = new HashMap<>();
  private final Function<@Nullable String, Service> maker;

  Services(Function<@Nullable String, Service> maker) {
    this.maker = maker;
  }

  Service of(@Nullable String region) {
    lock.lock();
    try {
      return made.computeIfAbsent(region == null ? NEAREST : region, name -> maker.apply(region));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      made.values().forEach(Service::close);
      made.clear();
    } finally {
      lock.unlock();
    }
  }
}
