package dev.ferry.topology.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds a {@link Tree} from the parser's events.
 *
 * <p>From events, not from the parser's own nodes: so depth and the number of values are bounded
 * before anything is built, whatever aliases multiply. Used once, by one thread.
 */
public final class TreeReader {

  /** How deep values may nest. The deepest key of a topology is at 8. */
  static final int MAX_DEPTH = 16;

  /** How many values a file may have, each use of an alias counted with all that it stands for. */
  static final int MAX_VALUES = 20_000;

  /** Of YAML 1.1; no reader of 1.2 merges, so the file would mean two things. */
  private static final String MERGE = "<<";

  private static final Place FILE = new Place(1, "");

  private final Problems problems;
  private final Events events;
  private final Aliases aliases = new Aliases();
  private int values;

  private TreeReader(String text, Problems problems) {
    this.problems = problems;
    this.events = new Events(text);
  }

  /**
   * Reads the one document of {@code text}. A key said twice is reported to {@code problems} and
   * its first value kept.
   *
   * @throws Unreadable if the text is no YAML, or beyond the limits
   */
  public static Tree read(String text, Problems problems) {
    return new TreeReader(text, problems).document();
  }

  private Tree document() {
    events.next(); // stream start
    if (!(events.next() instanceof DocumentStartEvent)) {
      throw new Unreadable(FILE, "the file is empty", "Begin it with 'version: 1'.");
    }
    Tree root = value(events.next(), FILE, 0);
    events.next(); // document end
    Event next = events.next();
    if (next instanceof DocumentStartEvent) {
      throw new Unreadable(
          FILE.onLine(Events.line(next)),
          "a second document begins",
          "Keep one topology in one file.");
    }
    return root;
  }

  private Tree value(Event event, Place place, int depth) {
    if (event instanceof AliasEvent alias) {
      Aliases.Value known = aliases.get(alias, place);
      count(known.size(), place);
      checkDepth(depth + known.depth(), place);
      return Aliases.copy(known.tree(), place);
    }
    refuseTag(event, place);
    int before = values;
    count(1, place);
    Tree tree = written(event, place, depth);
    aliases.put(((NodeEvent) event).getAnchor(), tree, values - before);
    return tree;
  }

  private Tree written(Event event, Place place, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return new Tree.Scalar(place, scalar.getValue(), !scalar.isPlain());
    }
    checkDepth(depth + 1, place);
    return event instanceof MappingStartEvent
        ? mapping(place, depth + 1)
        : sequence(place, depth + 1);
  }

  private Tree mapping(Place place, int depth) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (Event event = events.next(); !isEnd(event); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Unreadable(
            place.onLine(Events.line(event)), "a key is not text", "Write 'key: value'.");
      }
      refuseTag(key, place);
      Place at = place.key(key.getValue(), Events.line(key));
      put(entries, key.getValue(), value(events.next(), at, depth));
    }
    return new Tree.Mapping(place, entries);
  }

  private void put(Map<String, Tree> entries, String key, Tree value) {
    if (key.equals(MERGE)) {
      problems.add(
          value.place(),
          "is a merge key, which YAML 1.2 does not have",
          "Write the keys out, or let an alias stand for a whole section.");
      return;
    }
    Tree first = entries.putIfAbsent(key, value);
    if (first != null) {
      problems.add(
          value.place(),
          "is said twice, first on line " + first.place().line(),
          "Keep one of the two.");
    }
  }

  private Tree sequence(Place place, int depth) {
    List<Tree> items = new ArrayList<>();
    for (Event event = events.next(); !isEnd(event); event = events.next()) {
      items.add(value(event, place.item(items.size(), Events.line(event)), depth));
    }
    return new Tree.Sequence(place, items);
  }

  private void count(int more, Place place) {
    values += more; // each at most MAX_VALUES, so no overflow
    if (values > MAX_VALUES) {
      throw new Unreadable(
          place,
          "the file has more than " + MAX_VALUES + " values, counting what its aliases repeat",
          "Use fewer aliases, or split the file.");
    }
  }

  private static void checkDepth(int depth, Place place) {
    if (depth > MAX_DEPTH) {
      throw new Unreadable(
          FILE.onLine(place.line()),
          "values nest deeper than " + MAX_DEPTH,
          "No key of a topology is that deep: check the brackets and the indentation.");
    }
  }

  private static void refuseTag(Event event, Place place) {
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag.isPresent()) {
      throw new Unreadable(
          place.onLine(Events.line(event)),
          "has a tag ('!...'), which a topology never needs",
          "Remove the tag; put text that looks like a number in quotes.");
    }
  }

  private static boolean isEnd(Event event) {
    return event instanceof CollectionEndEvent;
  }
}
