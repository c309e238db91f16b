package dev.ferry.processing;

/**
 * What a user writes: one payload, handled.
 *
 * <p>Returning means done; throwing means not done, and the handler's policy decides what follows.
 * One instance handles several messages at the same time. A handler that is interrupted has used up
 * its budget and should stop.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface MessageHandler<T> {
  /**
   * Handles one payload.
   *
   * @throws Exception to say that it was not done; the handler's rules tell a failure for now from
   *     one for good
   */
  void handle(T payload, Context context) throws Exception;
}
