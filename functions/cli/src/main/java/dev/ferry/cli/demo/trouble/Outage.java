package dev.ferry.cli.demo.trouble;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Middleware;
import java.util.function.BooleanSupplier;

/** Makes one handler fail until it is over. */
public final class Outage implements Middleware {
  private final String failing;
  private final BooleanSupplier over;

  /**
   * An outage.
   *
   * @param failing the handler; empty for none
   * @param over whether what it depends on is back
   */
  public Outage(String failing, BooleanSupplier over) {
    this.failing = failing;
    this.over = over;
  }

  @Override
  public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
    if (!handler.equals(failing)) {
      return inner;
    }
    return (payload, context) -> {
      if (!over.getAsBoolean()) {
        throw new FailingForNow.ServiceUnavailable(handler + " is out of service");
      }
      inner.handle(payload, context);
    };
  }
}
