package dev.ferry.functions.json;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON without blanks: every name with its value, in the order of the calls. Whoever writes
 * closes what they open. Not safe for use by threads.
 *
 * <pre>{@code
 * new JsonText().open().put("queue", "orders").put("moved", 3).close().toString()
 * }</pre>
 */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(512);
  private boolean first = true;

  /** Opens an object that is a value of its own: the whole, or an element of an array. */
  public JsonText open() {
    separate();
    return begin('{');
  }

  /** Opens an object under a name. */
  public JsonText open(String name) {
    return name(name).begin('{');
  }

  /** Ends the object that was opened last. */
  public JsonText close() {
    return end('}');
  }

  /** Opens an array under a name. */
  public JsonText openArray(String name) {
    return name(name).begin('[');
  }

  /** Opens an array that is a value of its own. */
  public JsonText openArray() {
    separate();
    return begin('[');
  }

  /** Ends the array that was opened last. */
  public JsonText closeArray() {
    return end(']');
  }

  /** A text under a name. */
  public JsonText put(String name, String value) {
    return name(name).quoted(value);
  }

  /** A whole number under a name. */
  public JsonText put(String name, long value) {
    return name(name).raw(Long.toString(value));
  }

  /**
   * A number under a name.
   *
   * @throws IllegalArgumentException when JSON cannot say it
   */
  public JsonText put(String name, double value) {
    return name(name).raw(number(value));
  }

  /** A truth value under a name. */
  public JsonText put(String name, boolean value) {
    return name(name).raw(Boolean.toString(value));
  }

  /** A text as the next element of an array. */
  public JsonText add(String value) {
    separate();
    return quoted(value);
  }

  /**
   * A number as the next element of an array.
   *
   * @throws IllegalArgumentException when JSON cannot say it
   */
  public JsonText add(double value) {
    separate();
    return raw(number(value));
  }

  /** A value that is JSON already as the next element of an array. */
  public JsonText addJson(String value) {
    separate();
    return raw(value);
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("write " + value + ": JSON has no such number");
    }
    return Double.toString(value);
  }

  private JsonText name(String name) {
    separate();
    quoted(name);
    text.append(':');
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private JsonText begin(char bracket) {
    text.append(bracket);
    first = true;
    return this;
  }

  private JsonText end(char bracket) {
    return raw(String.valueOf(bracket));
  }

  private JsonText raw(String value) {
    text.append(value);
    first = false;
    return this;
  }

  private JsonText quoted(String value) {
    text.append('"');
    int said = 0;
    for (int i = 0; i < value.length(); i++) {
      if (!isPlain(value.charAt(i))) {
        text.append(value, said, i);
        character(value, i);
        said = i + 1;
      }
    }
    text.append(value, said, value.length()).append('"');
    return this;
  }

  /** Whether it stands for itself, wherever it stands. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && c < Character.MIN_SURROGATE;
  }

  private void character(String value, int at) {
    char c = value.charAt(at);
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c < ' ' || lonely(value, at)) {
      text.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        text.append(HEX.charAt(c >> shift & 0xf));
      }
    } else {
      text.append(c);
    }
  }

  /** Whether it is half a pair, which UTF-8 cannot say. */
  private static boolean lonely(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  /** What was written, in UTF-8. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What was written. */
  @Override
  public String toString() {
    return text.toString();
  }
}
