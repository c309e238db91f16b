package dev.ferry.functions.spi;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;

/**
 * What a function host is, to every function on it. Safe for use by any number of threads; making
 * one opens nothing.
 */
public interface FunctionPlatform {
  /**
   * A client of the host's own broker, without a look-up and without a service call.
   *
   * @param listener hears what the client does
   */
  Messaging open(MessagingListener listener);

  /** The stores of the host's own cloud, which are opened without a look-up. */
  StoreFactory store();

  /** The name of the function, for the history of a message; empty when the host does not say. */
  String functionName(FunctionEnvironment environment);

  /**
   * Whether one process may serve several invocations at once. Where it does, a handler that will
   * not stop is left behind; where it does not, the process ends, so that nothing is frozen with
   * it.
   */
  boolean servesMany(FunctionEnvironment environment);

  /** Writes a line of log or metrics, which has no end of line of its own. */
  void write(String line);

  /** How the host's log and its metrics want their lines. */
  LineFormat lines();
}
