package dev.ferry.junit;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Middleware;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes runs of handlers fail instead of being run, as often as a test has asked for. */
final class Failures implements Middleware {
  private final Map<String, Deque<Supplier<? extends Exception>>> coming = new HashMap<>();

  void add(String handler, int times, Supplier<? extends Exception> failure) {
    Deque<Supplier<? extends Exception>> failures =
        coming.computeIfAbsent(handler, name -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      failures.add(failure);
    }
  }

  @Override
  public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
    Deque<Supplier<? extends Exception>> failures =
        coming.computeIfAbsent(handler, name -> new ArrayDeque<>());
    return (payload, context) -> {
      Supplier<? extends Exception> failure = failures.poll();
      if (failure != null) {
        throw failure.get();
      }
      inner.handle(payload, context);
    };
  }
}
