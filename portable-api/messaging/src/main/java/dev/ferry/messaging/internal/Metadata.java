package dev.ferry.messaging.internal;

import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import java.time.Instant;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of what Ferry adds to a message: one attribute, form-urlencoded pairs, version 1.
 *
 * <pre>
 * v=1&amp;id=order-1&amp;t=1700000000000&amp;round=1&amp;attempts=5&amp;first=...&amp;source=...&amp;ct=...&amp;ce=...
 * &amp;a.NAME=folded user attribute&amp;n.NAME=note</pre>
 *
 * <p>A reader skips pairs that it does not know, so that version 1 may grow; a text of a newer
 * version still gives its id and its round. The format is described in {@code
 * portable-api/docs/guides/wire-format.md}; golden texts lie under {@code src/test/resources/wire}.
 */
public final class Metadata {
  /** The version that is written. */
  static final int VERSION = 1;

  /** The longest text that is read, and so the longest that is written. */
  static final int MAX_CHARS = 1 << 20;

  /** The most folded attributes and notes that are written. */
  static final int MAX_EXTRAS = 900;

  private static final int MAX_PAIRS = 1000;

  /** What a text begins with that says nothing else, as most do not. */
  private static final String ID_ALONE = "v=1&id=";

  /** Names, numbers and times. */
  private static final long MOST_BESIDE_TEXTS = 128;

  /** Three bytes of UTF-8, each behind a percent sign. */
  private static final long MOST_OF_A_CHAR = 9;

  /** Characters of a text with an id, a time and little else. */
  private static final int MOSTLY_ENOUGH = 96;

  private Metadata() {}

  /** The attribute's value for {@code message}, with these of its attributes folded into it. */
  public static String encode(Message message, NavigableMap<String, String> folded) {
    History history = message.history();
    StringBuilder pairs = new StringBuilder(MOSTLY_ENOUGH).append("v=" + VERSION);
    add(pairs, "&id=", message.id());
    add(pairs, "&t=", millis(message.timestamp()));
    add(pairs, "&round=", history.round() == 0 ? null : Integer.toString(history.round()));
    add(pairs, "&attempts=", history.attempts() == 0 ? null : Integer.toString(history.attempts()));
    add(pairs, "&first=", millis(history.firstSeen()));
    add(pairs, "&source=", history.source());
    add(pairs, "&ct=", message.contentType());
    add(pairs, "&ce=", message.contentEncoding());
    addAll(pairs, "&a.", folded);
    addAll(pairs, "&n.", message.notes());
    return pairs.toString();
  }

  /** As many bytes as {@link #encode} could need for a message without notes, and no fewer. */
  static long mostBytes(Message message) {
    History history = message.history();
    return MOST_BESIDE_TEXTS
        + MOST_OF_A_CHAR
            * (message.id().length()
                + length(history.source())
                + length(message.contentType())
                + length(message.contentEncoding()));
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static void add(StringBuilder pairs, String beginning, @Nullable String value) {
    if (value != null) {
      pairs.append(beginning).append(FormPairs.encoded(value));
    }
  }

  private static void addAll(
      StringBuilder pairs, String beginning, NavigableMap<String, String> extras) {
    if (!extras.isEmpty()) {
      extras.forEach((name, value) -> add(pairs, beginning + FormPairs.encoded(name) + '=', value));
    }
  }

  private static @Nullable String millis(@Nullable Instant instant) {
    return instant == null ? null : Long.toString(instant.toEpochMilli());
  }

  /** Reads what {@link #encode} or a newer version wrote; never throws. */
  public static Decoded decode(String text) {
    if (text.length() > MAX_CHARS) {
      return new Malformed("longer than " + MAX_CHARS + " characters", null);
    }
    if (text.startsWith(ID_ALONE) && FormPairs.isPlainFrom(text, ID_ALONE.length())) {
      String id = text.substring(ID_ALONE.length());
      if (Text.isId(id)) {
        return new Read(1, id, null, History.none(), null, null, Pairs.NONE, Pairs.NONE);
      }
    }
    FormPairs form = FormPairs.parse(text, MAX_PAIRS);
    String id = form.pairs().get("id");
    if (id == null || !Text.isId(id)) {
      return new Malformed(
          form.flaw() == null ? "no id of 1 to 256 characters" : form.flaw(), null);
    }
    if (form.flaw() != null) {
      return new Malformed(form.flaw(), id);
    }
    try {
      return read(MetadataReader.of(form.pairs()), id);
    } catch (IllegalArgumentException malformed) {
      return new Malformed(String.valueOf(malformed.getMessage()), id);
    }
  }

  private static Read read(MetadataReader pairs, String id) {
    History history =
        new History(
            pairs.round(), pairs.count("attempts"), pairs.instant("first"), pairs.text("source"));
    return new Read(
        pairs.version(),
        id,
        pairs.instant("t"),
        history,
        pairs.text("ct"),
        pairs.text("ce"),
        pairs.behind("a."),
        pairs.behind("n."));
  }

  /** What a text turned out to be. */
  public sealed interface Decoded permits Read, Malformed {}

  /**
   * A text that could be read.
   *
   * @param version its version
   * @param id the message's id
   * @param timestamp when the message was made; null when the text does not say
   * @param history its earlier lives
   * @param contentType the body's media type; null when the text does not say
   * @param contentEncoding the body's encoding; null when the text does not say
   * @param folded attributes that had no slot of their own
   * @param notes what Ferry noted
   */
  public record Read(
      int version,
      String id,
      @Nullable Instant timestamp,
      History history,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      NavigableMap<String, String> folded,
      NavigableMap<String, String> notes)
      implements Decoded {}

  /**
   * A text that could not: the message is poison.
   *
   * @param reason what is wrong with it, without any of the text
   * @param id the message's id; null if not even that could be read
   */
  public record Malformed(String reason, @Nullable String id) implements Decoded {}
}
