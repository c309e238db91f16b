package dev.ferry.cli.demo.trouble;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Middleware;
import dev.ferry.simulation.Seed;

/**
 * Makes messages fail at a handler on their first one or two attempts and never later, by a seed:
 * which ones does not depend on when they come.
 */
public final class FailingForNow implements Middleware {
  private final Seed seed;
  private final double chance;

  /**
   * Failures by {@code seed}.
   *
   * @param chance of each pair of message and handler, 0 to 1
   */
  public FailingForNow(Seed seed, double chance) {
    this.seed = seed;
    this.chance = chance;
  }

  @Override
  public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
    Seed ofHandler = seed.child(handler);
    return (payload, context) -> {
      Seed ofMessage = ofHandler.child(context.message().id());
      int failing =
          ofMessage.chance(chance) ? 1 + (ofMessage.child("twice").chance(0.5) ? 1 : 0) : 0;
      if (context.round() == 0 && context.attempt() <= failing) {
        throw new ServiceUnavailable(handler + " could not be reached");
      }
      inner.handle(payload, context);
    };
  }

  /** A failure for now. */
  static final class ServiceUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    ServiceUnavailable(String message) {
      super(message);
    }
  }
}
