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
import java.util.function.Function;

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
    json.takeLiteral("false");
    return false;
  }

  @Override
  public int readInt() {
    return number(Integer::parseInt);
  }

  @Override
  public long readLong() {
    return number(Long::parseLong);
  }

  @Override
  public BigInteger readBigInteger() {
    return number(BigInteger::new);
  }

  @Override
  public BigDecimal readDecimal() {
    return number(BigDecimal::new);
  }

  /** A number of the kind that {@code parse} takes. */
  private <T extends Number> T number(Function<String, T> parse) {
    String number = json.takeNumber();
    try {
      return parse.apply(number);
    } catch (NumberFormatException notOne) {
      throw new MalformedJson("a number of another kind or out of range before " + location());
    }
  }

  @Override
  public double readDouble() {
    return number(StrictJsonReader::finite);
  }

  private static Double finite(String number) {
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("out of range");
    }
    return value;
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
      case NULL -> json.takeLiteral("null");
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
