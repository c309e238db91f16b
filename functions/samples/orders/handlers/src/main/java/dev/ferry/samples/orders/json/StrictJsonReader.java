package dev.ferry.samples.orders.json;

import io.avaje.json.JsonReader;
import io.avaje.json.PropertyNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What generated adapters read: strict in syntax, in types and in names, which an object has once
 * each. Not safe for use by threads.
 */
final class StrictJsonReader implements JsonReader {
  private static final int DEEPEST = 32;

  private final JsonText json;
  private final Deque<Level> levels = new ArrayDeque<>();

  StrictJsonReader(String text) {
    this.json = new JsonText(text);
  }

  /** An object or array that is being read. */
  private static final class Level {
    final Set<String> names = new HashSet<>();
    boolean begun;
  }

  /** Makes sure that nothing follows. */
  void end() {
    if (!json.atEnd()) {
      throw json.expected("nothing more");
    }
  }

  @Override
  public void beginObject(PropertyNames names) {
    beginObject();
  }

  @Override
  public void beginObject() {
    begin('{');
  }

  @Override
  public void beginArray() {
    begin('[');
  }

  private void begin(char bracket) {
    json.take(bracket);
    if (levels.size() == DEEPEST) {
      throw json.expected("no more than " + DEEPEST + " levels");
    }
    levels.push(new Level());
  }

  @Override
  public boolean hasNextField() {
    return hasNext('}');
  }

  @Override
  public boolean hasNextElement() {
    return hasNext(']');
  }

  /** Whether another member follows; moves to it. */
  private boolean hasNext(char bracket) {
    if (json.peek() == bracket) {
      return false;
    }
    Level level = levels.element();
    if (level.begun) {
      json.take(',');
    }
    level.begun = true;
    return true;
  }

  @Override
  public String nextField() {
    String name = json.takeString();
    if (!levels.element().names.add(name)) {
      throw new MalformedJson("a name is there twice before " + location());
    }
    json.take(':');
    return name;
  }

  @Override
  public void endObject() {
    end('}');
  }

  @Override
  public void endArray() {
    end(']');
  }

  private void end(char bracket) {
    json.take(bracket);
    levels.pop();
  }

  @Override
  public boolean isNullValue() {
    return json.tookLiteral("null");
  }

  @Override
  public boolean readBoolean() {
    if (json.tookLiteral("true")) {
      return true;
    }
    if (json.tookLiteral("false")) {
      return false;
    }
    throw json.expected("true or false");
  }

  @Override
  public int readInt() {
    return whole(readLong(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private int whole(long value, int least, int most) {
    if (value < least || value > most) {
      throw new MalformedJson("a number out of range before " + location());
    }
    return (int) value;
  }

  @Override
  public long readLong() {
    try {
      return Long.parseLong(json.takeNumber());
    } catch (NumberFormatException notWhole) {
      throw new MalformedJson("no whole number of 64 bits before " + location());
    }
  }

  @Override
  public BigInteger readBigInteger() {
    try {
      return new BigInteger(json.takeNumber());
    } catch (NumberFormatException notWhole) {
      throw new MalformedJson("no whole number before " + location());
    }
  }

  @Override
  public BigDecimal readDecimal() {
    try {
      return new BigDecimal(json.takeNumber());
    } catch (NumberFormatException exponentTooLarge) {
      throw new MalformedJson("a number out of range before " + location());
    }
  }

  @Override
  public double readDouble() {
    double number = Double.parseDouble(json.takeNumber());
    if (Double.isInfinite(number)) {
      throw new MalformedJson("a number out of range before " + location());
    }
    return number;
  }

  @Override
  public String readString() {
    return json.takeString();
  }

  @Override
  public byte[] readBinary() {
    try {
      return Base64.getDecoder().decode(json.takeString());
    } catch (IllegalArgumentException notBase64) {
      throw new MalformedJson("no Base64 before " + location());
    }
  }

  @Override
  public String readRaw() {
    json.peek();
    int start = json.position();
    skipValue();
    return json.since(start);
  }

  @Override
  public Token currentToken() {
    return switch (json.peek()) {
      case '{' -> Token.BEGIN_OBJECT;
      case '[' -> Token.BEGIN_ARRAY;
      case '"' -> Token.STRING;
      case 't', 'f' -> Token.BOOLEAN;
      case 'n' -> Token.NULL;
      default -> Token.NUMBER;
    };
  }

  @Override
  public void skipValue() {
    switch (currentToken()) {
      case BEGIN_OBJECT -> skipObject();
      case BEGIN_ARRAY -> skipArray();
      case STRING -> json.takeString();
      case BOOLEAN -> readBoolean();
      case NULL -> skipNull();
      case NUMBER -> json.takeNumber();
    }
  }

  private void skipObject() {
    beginObject();
    while (hasNextField()) {
      nextField();
      skipValue();
    }
    endObject();
  }

  private void skipArray() {
    beginArray();
    while (hasNextElement()) {
      skipValue();
    }
    endArray();
  }

  private void skipNull() {
    if (!isNullValue()) {
      throw json.expected("null");
    }
  }

  /** Passes over it: a newer sender may say more. */
  @Override
  public void unmappedField(String fieldName) {}

  @Override
  public String location() {
    return "character " + json.position();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  public void close() {}
}
