package dev.ferry.junit;

import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps what happened, in order. Used by the one thread that runs the system. */
final class Recorder implements ProcessingListener {
  private final List<ProcessingEvent> events = new ArrayList<>();

  @Override
  public void on(ProcessingEvent event) {
    events.add(event);
  }

  List<ProcessingEvent> events() {
    return List.copyOf(events);
  }

  /** How often each kind of thing happened. */
  Map<ProcessingEvent.Kind, Long> counts() {
    return events.stream()
        .collect(Collectors.groupingBy(ProcessingEvent::kind, TreeMap::new, Collectors.counting()));
  }
}
