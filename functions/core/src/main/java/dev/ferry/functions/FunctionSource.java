package dev.ferry.functions;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Services;
import java.time.Instant;

/**
 * What sends a function its events. Safe for use by several threads at once.
 *
 * @param <I> what the host hands over
 * @param <E> the event that is in it
 * @param <R> the answer
 */
public interface FunctionSource<I, E, R> extends HostAdapter<E, R> {
  /** What it can do. */
  Capabilities capabilities();

  /**
   * Reads an event.
   *
   * @param began when the invocation began
   * @param limit when the host ends it
   * @throws MessagingException INVALID_ARGUMENT when it is none of this source's
   */
  E parse(I input, Instant began, Instant limit);

  /** Is told once, before the first event, what the handler is run with. */
  default void ready(Services services) {}

  /** An event with one message of this body, for a process that warms up. */
  I example(String body);
}
