package dev.ferry.cli.demo;

import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.ProcessingListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what happens while the demo runs. Used by the one thread that runs it. */
final class Tally implements ProcessingListener {
  private final Map<Kind, AtomicLong> counts = new EnumMap<>(Kind.class);
  private final Map<String, AtomicLong> deadLetterReasons = new TreeMap<>();

  Tally() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new AtomicLong());
    }
  }

  @Override
  public void on(ProcessingEvent event) {
    counts.computeIfAbsent(event.kind(), kind -> new AtomicLong()).incrementAndGet();
    if (event.kind() == Kind.DEAD_LETTERED) {
      deadLetterReasons
          .computeIfAbsent(event.handler() + ": " + event.detail(), reason -> new AtomicLong())
          .incrementAndGet();
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, new AtomicLong()).get();
  }

  /** Dead letters sent, by handler and reason. */
  Map<String, Long> deadLetterReasons() {
    Map<String, Long> reasons = new TreeMap<>();
    deadLetterReasons.forEach((reason, count) -> reasons.put(reason, count.get()));
    return reasons;
  }
}
