package dev.ferry.topology.internal.yaml;

import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The parser's events of a text, with its errors as {@link Unreadable}. */
final class Events {

  private final Iterator<Event> events;
  private int line = 1;

  Events(String text) {
    this.events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  /**
   * The next event.
   *
   * @throws Unreadable if the text is no YAML from here on
   */
  Event next() {
    try {
      Event event = events.next();
      line = line(event);
      return event;
    } catch (MarkedYamlEngineException e) {
      int at = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(line - 1) + 1;
      throw unreadable(at, String.valueOf(e.getProblem()));
    } catch (RuntimeException e) {
      // the parser's own, and what it lets through: a NumberFormatException for an unfinished "\\x"
      throw unreadable(line, String.valueOf(e.getMessage()));
    }
  }

  /** The line that an event begins on, from 1. */
  static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static Unreadable unreadable(int line, String reason) {
    return new Unreadable(
        new Place(line, ""),
        "is not valid YAML: " + reason.lines().findFirst().orElse("no reason given"),
        "Look for a missing quote or bracket, a tab, or indentation that does not line up, here or"
            + " on the lines above.");
  }
}
