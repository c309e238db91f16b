package dev.ferry.processing;

import dev.ferry.processing.ProcessingEvent.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what happened. */
final class Events implements ProcessingListener {
  private final List<ProcessingEvent> heard = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void on(ProcessingEvent event) {
    heard.add(event);
  }

  List<ProcessingEvent> all() {
    return List.copyOf(heard);
  }

  List<Kind> kinds() {
    return all().stream().map(ProcessingEvent::kind).toList();
  }

  /** The kinds of what happened to one message. */
  List<Kind> of(String messageId) {
    return all().stream()
        .filter(event -> event.messageId().equals(messageId))
        .map(ProcessingEvent::kind)
        .toList();
  }

  int count(Kind kind) {
    return Collections.frequency(kinds(), kind);
  }
}
