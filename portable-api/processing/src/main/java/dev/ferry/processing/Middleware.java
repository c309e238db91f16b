package dev.ferry.processing;

/** A handler around a handler: tracing, a circuit breaker, a fault for a test. */
@FunctionalInterface
public interface Middleware {
  /**
   * A handler that does something before, after or instead of {@code inner}.
   *
   * @param handler the handler's name
   * @param inner the handler, or a middleware's that was added before
   */
  <T> MessageHandler<T> around(String handler, MessageHandler<T> inner);
}
