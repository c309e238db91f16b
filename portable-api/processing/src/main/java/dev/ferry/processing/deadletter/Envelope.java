package dev.ferry.processing.deadletter;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The story of a dead letter, carried among Ferry's notes on the message. Immutable.
 *
 * @param summary the part that always fits
 * @param handler the handler that gave up; empty when the broker did
 * @param source the channel it was on
 * @param host the machine that gave up; empty when the broker did
 * @param chain the last failure and its causes, a line each: class and message; the classes alone
 *     where the letter is sent again from its record
 * @param stack the first lines of its stack
 */
public record Envelope(
    ShortEnvelope summary, String handler, String source, String host, String chain, String stack) {
  private static final String PREFIX = "dl.";
  private static final int LONGEST_CHAIN = 1_000;
  private static final int LONGEST_STACK = 4_000;
  private static final int LONGEST_CAUSES = 10;
  private static final int LONGEST_CLASSES = 400;
  private static final String CAUSED_BY = "\ncaused by ";

  /** The envelope of a failure that a handler saw; {@code failure} is null when nobody saw one. */
  public static Envelope of(
      ShortEnvelope summary,
      String handler,
      String source,
      String host,
      @Nullable Throwable failure) {
    return new Envelope(
        summary,
        handler,
        source,
        host,
        failure == null
            ? summary.exception()
            : cut(chainOf(failure, String::valueOf), LONGEST_CHAIN),
        failure == null ? "" : cut(stackOf(failure), LONGEST_STACK));
  }

  /**
   * A failure and its causes by their classes alone, as a {@link ShortEnvelope} names them: what
   * they say may be anything, and records keep nothing of it. At most 400 characters and three
   * points.
   */
  public static String classesOf(Throwable failure) {
    return cut(chainOf(failure, cause -> cause.getClass().getName()), LONGEST_CLASSES);
  }

  /** The envelope of a message that the broker dead-lettered by itself. */
  public static Envelope ofNative(String source, int deliveries, Instant seen) {
    return of(
        new ShortEnvelope(Reason.NATIVE.name(), "", deliveries, seen, seen), "", source, "", null);
  }

  /** Everything, as notes. */
  public Map<String, String> notes() {
    Map<String, String> notes = new TreeMap<>(summaryNotes());
    put(notes, "chain", chain);
    put(notes, "stack", stack);
    return notes;
  }

  /** Without the stack, and with so much of the messages of exceptions, as notes. */
  public Map<String, String> chainNotes(int longestChain) {
    Map<String, String> notes = new TreeMap<>(summaryNotes());
    put(notes, "chain", cut(chain, longestChain));
    return notes;
  }

  /** Without the stack and the messages of exceptions, as notes. */
  public Map<String, String> summaryNotes() {
    Map<String, String> notes = new TreeMap<>();
    put(notes, "reason", summary.reason());
    put(notes, "exception", summary.exception().lines().findFirst().orElse(""));
    put(notes, "attempts", Integer.toString(summary.attempts()));
    put(notes, "first", summary.firstFailure().toString());
    put(notes, "last", summary.lastFailure().toString());
    put(notes, "handler", handler);
    put(notes, "source", source);
    put(notes, "host", host);
    return notes;
  }

  /** What is left where there is hardly any room: the reason alone. */
  public Map<String, String> reasonNote() {
    return Map.of(PREFIX + "reason", summary.reason());
  }

  private static void put(Map<String, String> notes, String name, String value) {
    if (!value.isEmpty()) {
      notes.put(PREFIX + name, value);
    }
  }

  /** The envelope on a message; empty when it has none or one that cannot be read. */
  public static Optional<Envelope> read(Message message) {
    Map<String, String> notes = message.notes();
    String reason = notes.get(PREFIX + "reason");
    if (reason == null) {
      return Optional.empty();
    }
    try {
      Instant last = instant(notes, "last", message.timestamp());
      ShortEnvelope summary =
          new ShortEnvelope(
              reason,
              text(notes, "exception"),
              Integer.parseInt(notes.getOrDefault(PREFIX + "attempts", "0")),
              instant(notes, "first", last),
              last);
      return Optional.of(
          new Envelope(
              summary,
              text(notes, "handler"),
              text(notes, "source"),
              text(notes, "host"),
              text(notes, "chain"),
              text(notes, "stack")));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, String> notes, String name) {
    return notes.getOrDefault(PREFIX + name, "");
  }

  private static Instant instant(Map<String, String> notes, String name, @Nullable Instant absent) {
    String text = notes.get(PREFIX + name);
    return text != null ? Instant.parse(text) : absent != null ? absent : Instant.EPOCH;
  }

  /** The notes of {@code message} that are not an envelope's. */
  public static Map<String, String> otherNotes(Message message) {
    Map<String, String> notes = new TreeMap<>(message.notes());
    notes.keySet().removeIf(name -> name.startsWith(PREFIX));
    return notes;
  }

  private static String chainOf(Throwable failure, Function<Throwable, String> told) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(LONGEST_CAUSES)
        .map(told)
        .collect(Collectors.joining(CAUSED_BY));
  }

  private static String stackOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return wellFormed(text);
    }
    return wellFormed(text.substring(0, longest)) + "...";
  }

  /** An exception's message may be cut in the middle of a pair, or never have been well-formed. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
