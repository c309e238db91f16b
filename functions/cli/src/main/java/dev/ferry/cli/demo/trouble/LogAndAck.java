package dev.ferry.cli.demo.trouble;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Middleware;

/** What many programs do with a failure, to show what it costs: it is logged, and acknowledged. */
public final class LogAndAck implements Middleware {
  private static final System.Logger LOG = System.getLogger(LogAndAck.class.getName());

  /** What the demo has where retries are left out. */
  public LogAndAck() {}

  @Override
  public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
    return (payload, context) -> {
      try {
        inner.handle(payload, context);
      } catch (Exception dropped) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "handler {0}, message {1}: {2}",
            handler,
            context.message().id(),
            dropped.getClass().getSimpleName());
      }
    };
  }
}
