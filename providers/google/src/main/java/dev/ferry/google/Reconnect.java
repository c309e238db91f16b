package dev.ferry.google;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try, and why the last one failed. Not safe for threads. */
final class Reconnect {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Duration next = FIRST;
  private @Nullable MessagingException reason;

  void worked() {
    next = FIRST;
    reason = null;
  }

  /** The pause before the next try. */
  Duration failed(@Nullable MessagingException why) {
    reason = why;
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }

  @Nullable MessagingException reason() {
    return reason;
  }
}
