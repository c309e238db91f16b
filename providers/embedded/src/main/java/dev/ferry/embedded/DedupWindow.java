package dev.ferry.embedded;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deduplication ids that a queue or topic has seen lately, whatever became of their messages.
 * Used under the channel's lock.
 */
final class DedupWindow {
  private record Seen(String brokerId, long until) {}

  private final long window;

  /** From the first to be forgotten to the last. */
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  DedupWindow(long window) {
    this.window = window;
  }

  /** The broker's id of the message that had this deduplication id; null if none had lately. */
  @Nullable String seen(String deduplicationId, long now) {
    forget(now);
    Seen earlier = seen.get(deduplicationId);
    return earlier == null ? null : earlier.brokerId;
  }

  void remember(String deduplicationId, String brokerId, long now) {
    if (window > 0) {
      seen.put(deduplicationId, new Seen(brokerId, BrokerTime.plus(now, window)));
    }
  }

  private void forget(long now) {
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().until <= now) {
      oldest.remove();
    }
  }
}
