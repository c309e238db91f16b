package dev.ferry.messaging.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingListener;
import java.time.Duration;

/** Keeps what a listener throws from whoever does the work that it hears of. */
public final class QuietListener implements MessagingListener {
  private final MessagingListener listener;

  private QuietListener(MessagingListener listener) {
    this.listener = listener;
  }

  /** {@code listener}, quiet; the one that does nothing stays as it is. */
  public static MessagingListener of(MessagingListener listener) {
    return listener == MessagingListener.noop() ? listener : new QuietListener(listener);
  }

  @Override
  public void published(String channel, int messages, long bytes, Duration elapsed) {
    tell(() -> listener.published(channel, messages, bytes, elapsed));
  }

  @Override
  public void publishFailed(String channel, int messages, ErrorCode code) {
    tell(() -> listener.publishFailed(channel, messages, code));
  }

  @Override
  public void received(String channel, int messages, long bytes) {
    tell(() -> listener.received(channel, messages, bytes));
  }

  @Override
  public void settled(String channel, Verb verb) {
    tell(() -> listener.settled(channel, verb));
  }

  @Override
  public void settleFailed(String channel, Verb verb, ErrorCode code) {
    tell(() -> listener.settleFailed(channel, verb, code));
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException | Error ignoredAsPromised) {
      return;
    }
  }
}
