package dev.ferry.cli.demo;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Middleware;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes one handler fail until it is over. */
final class Outage implements Middleware {
  private final AtomicBoolean over = new AtomicBoolean();
  private final String failing;

  Outage(String failing) {
    this.failing = failing;
  }

  /** What the handler depends on is back. */
  void end() {
    over.set(true);
  }

  @Override
  public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
    if (!handler.equals(failing)) {
      return inner;
    }
    return (payload, context) -> {
      if (!over.get()) {
        throw new FailingForNow.ServiceUnavailable(handler + " is out of service");
      }
      inner.handle(payload, context);
    };
  }
}
