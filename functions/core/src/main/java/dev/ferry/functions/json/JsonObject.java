package dev.ferry.functions.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON object that people or tools wrote, read strictly: at most 64 KiB and eight levels
 * deep, no key twice, no key that {@link #allowing} does not name. Immutable.
 *
 * <p>Every failure is INVALID_ARGUMENT and names what is read, the path and what is expected; never
 * the value, which may be a secret in the wrong place.
 */
public final class JsonObject {
  private static final int LONGEST = 1 << 16;
  private static final int DEEPEST = 8;

  private final String what;
  private final String path;
  private final Map<String, @Nullable Object> fields;

  private JsonObject(String what, String path, Map<String, @Nullable Object> fields) {
    this.what = what;
    this.path = path;
    this.fields = fields;
  }

  /**
   * The object that {@code text} writes.
   *
   * @param what is being read, for people: {@code FERRY_POLICY}
   * @throws MessagingException INVALID_ARGUMENT when it is no JSON object within the bounds
   */
  public static JsonObject parse(String what, String text) {
    if (text.length() > LONGEST) {
      throw MessagingException.invalid(
          "read " + what + ": it has more than " + LONGEST + " characters");
    }
    try (JsonParser in = factory().createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw MessagingException.invalid("read " + what + ": it is no JSON object; write {...}");
      }
      Map<String, @Nullable Object> fields = object(in);
      if (in.nextToken() != null) {
        throw MessagingException.invalid("read " + what + ": something follows the JSON object");
      }
      return new JsonObject(what, "", fields);
    } catch (IOException malformed) {
      throw new MessagingException(
          ErrorCode.INVALID_ARGUMENT,
          false,
          "read " + what + ": it is no JSON; see the cause",
          malformed);
    }
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST)
                .build())
        .build();
  }

  private static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      fields.put(name, value(in));
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT ->
          in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? in.getDoubleValue()
              : (Object) in.getLongValue();
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser in) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(in));
    }
    return elements;
  }

  /**
   * Checks that nothing but these keys is there.
   *
   * @throws MessagingException INVALID_ARGUMENT when another is, naming it and the known ones
   */
  public JsonObject allowing(Set<String> known) {
    for (String key : fields.keySet()) {
      if (!known.contains(key)) {
        throw refuse(key, "is not known here; known are " + new TreeSet<>(known));
      }
    }
    return this;
  }

  /** Whether there is a value, other than null, under a key. */
  public boolean has(String key) {
    return fields.get(key) != null;
  }

  /** A text that has to be there. */
  public String text(String key) {
    return required(key, String.class, "a text");
  }

  /** A text that may be missing. */
  public Optional<String> findText(String key) {
    return find(key, String.class, "a text");
  }

  /** A truth value; false when it is missing. */
  public boolean flag(String key) {
    return find(key, Boolean.class, "true or false").orElse(false);
  }

  /** A whole number that has to be there. */
  public int integer(String key) {
    long value = required(key, Long.class, "a whole number");
    if (value != (int) value) {
      throw refuse(key, "is too large a number");
    }
    return (int) value;
  }

  /** A number that has to be there. */
  public double number(String key) {
    return findNumber(key).orElseThrow(() -> refuse(key, "is missing; write a number"));
  }

  /** A number that may be missing. */
  public Optional<Double> findNumber(String key) {
    return find(key, Number.class, "a number").map(Number::doubleValue);
  }

  /** A time that has to be there, in ISO 8601, such as {@code PT30S}. */
  public Duration duration(String key) {
    return findDuration(key).orElseThrow(() -> refuse(key, "is missing; write " + ISO));
  }

  /** A time that may be missing, in ISO 8601. */
  public Optional<Duration> findDuration(String key) {
    return find(key, String.class, ISO).map(text -> duration(key, text));
  }

  private static final String ISO = "a time in ISO 8601, such as \"PT30S\"";

  private Duration duration(String key, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException malformed) {
      throw refuse(key, "is not " + ISO);
    }
  }

  /** A word for one of an enum's values, in lower case with dashes, that has to be there. */
  public <E extends Enum<E>> E word(String key, Class<E> type) {
    return Words.parse(type, text(key))
        .orElseThrow(() -> refuse(key, "is none of " + Words.all(type)));
  }

  /** Texts; none when they are missing. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object element : find(key, List.class, "an array of texts").orElse(List.of())) {
      if (!(element instanceof String text)) {
        throw refuse(key, "is not an array of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Objects; none when they are missing. */
  @SuppressWarnings("unchecked") // an object has keys of this type and no other
  public List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : find(key, List.class, "an array of objects").orElse(List.of())) {
      if (!(element instanceof Map)) {
        throw refuse(key, "is not an array of objects");
      }
      Map<String, @Nullable Object> inner = (Map<String, @Nullable Object>) element;
      objects.add(new JsonObject(what, path + key + ".", inner));
    }
    return objects;
  }

  /** An object that has to be there. */
  @SuppressWarnings("unchecked") // an object has keys of this type and no other
  public JsonObject object(String key) {
    Map<String, @Nullable Object> inner = required(key, Map.class, "an object");
    return new JsonObject(what, path + key + ".", inner);
  }

  private <V> V required(String key, Class<V> type, String expected) {
    return find(key, type, expected)
        .orElseThrow(() -> refuse(key, "is missing; write " + expected));
  }

  private <V> Optional<V> find(String key, Class<V> type, String expected) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw refuse(key, "is not " + expected);
    }
    return Optional.of(type.cast(value));
  }

  /** The failure to read a key. */
  public MessagingException refuse(String key, String why) {
    return MessagingException.invalid("read " + what + ": '" + path + key + "' " + why);
  }
}
