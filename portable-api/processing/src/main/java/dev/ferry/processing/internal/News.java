package dev.ferry.processing.internal;

import dev.ferry.messaging.Message;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.ProcessingListener;
import java.time.Duration;

/** Tells the listener about one handler's messages; a listener that throws changes nothing. */
final class News {
  private final String handler;
  private final ProcessingListener listener;

  News(String handler, ProcessingListener listener) {
    this.handler = handler;
    this.listener = listener;
  }

  void tell(Kind kind, Message message, int attempt, String detail) {
    tell(kind, message, attempt, Duration.ZERO, detail);
  }

  void tell(Kind kind, Message message, int attempt, Duration elapsed, String detail) {
    try {
      listener.on(
          new ProcessingEvent(
              kind, handler, message.id(), message.history().round(), attempt, elapsed, detail));
    } catch (RuntimeException ignoredAsPromised) {
      return;
    }
  }
}
