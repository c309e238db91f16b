package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message ids of the last while. */
final class DuplicateWindow {
  private final Duration span;
  private final Map<Object, Instant> seen = new LinkedHashMap<>();

  DuplicateWindow(Duration span) {
    this.span = span;
  }

  /** Whether this id came before within the window; remembers it otherwise. */
  boolean isDuplicate(@Nullable Object id, Instant now) {
    if (span.isZero() || id == null) {
      return false;
    }
    forgetUntil(now.minus(span));
    return seen.putIfAbsent(id, now) != null;
  }

  private void forgetUntil(Instant bound) {
    for (Iterator<Instant> times = seen.values().iterator(); times.hasNext(); ) {
      if (times.next().isAfter(bound)) {
        return;
      }
      times.remove();
    }
  }
}
