package dev.ferry.peers.azure.tables;

import java.util.Base64;

/**
 * A property's value with its type.
 *
 * @param type such as {@code Edm.Int64}
 * @param value as JSON has it: a text, a Long, a Double or a Boolean
 */
record EdmValue(String type, Object value) {
  static final String STRING = "Edm.String";
  static final String INT32 = "Edm.Int32";
  static final String INT64 = "Edm.Int64";
  static final String DOUBLE = "Edm.Double";
  static final String BOOLEAN = "Edm.Boolean";
  static final String BINARY = "Edm.Binary";
  static final String DATE_TIME = "Edm.DateTime";
  static final String GUID = "Edm.Guid";

  static EdmValue text(String text) {
    return new EdmValue(STRING, text);
  }

  /** What a value is whose type the request does not say. */
  static EdmValue of(Object json) throws TableError {
    if (json instanceof String text) {
      return text(text);
    }
    if (json instanceof Long) {
      return new EdmValue(INT32, json);
    }
    if (json instanceof Double) {
      return new EdmValue(DOUBLE, json);
    }
    if (json instanceof Boolean) {
      return new EdmValue(BOOLEAN, json);
    }
    throw TableError.invalid("InvalidInput", "A property is neither text, number nor boolean.");
  }

  /** What a value is whose type is said. */
  static EdmValue of(String type, Object json) throws TableError {
    EdmValue value = new EdmValue(type, json);
    try {
      boolean fits =
          switch (type) {
            case STRING, GUID, DATE_TIME -> json instanceof String;
            case BINARY -> json instanceof String && value.bytes() >= 0;
            case INT64 -> Long.toString(Long.parseLong(json.toString())).equals(json.toString());
            case INT32 -> json instanceof Long;
            case DOUBLE -> json instanceof Double || json instanceof Long;
            case BOOLEAN -> json instanceof Boolean;
            default -> false;
          };
      if (fits) {
        return value;
      }
    } catch (IllegalArgumentException malformed) {
      throw TableError.invalid("InvalidInput", "A property is not of its type " + type);
    }
    throw TableError.invalid("InvalidInput", "A property is not of its type " + type);
  }

  /** Whether a client must be told the type to know it. */
  boolean needsType() {
    return switch (type) {
      case INT64, BINARY, DATE_TIME, GUID -> true;
      default -> false;
    };
  }

  /** What it takes of an entity. */
  int bytes() {
    return switch (type) {
      case STRING -> 2 * value.toString().length();
      case BINARY -> Base64.getDecoder().decode(value.toString()).length;
      case BOOLEAN -> 1;
      case INT32 -> 4;
      case GUID -> 16;
      default -> 8;
    };
  }

  private boolean isNumber() {
    return type.equals(INT32) || type.equals(INT64) || type.equals(DOUBLE);
  }

  /**
   * The order of two values; for those that are in none, not comparable.
   *
   * @throws TableError InvalidInput when the types differ
   */
  int compareTo(EdmValue other) throws TableError {
    if (isNumber() && other.isNumber()) {
      boolean whole = !type.equals(DOUBLE) && !other.type.equals(DOUBLE);
      return whole
          ? Long.compare(Long.parseLong(value.toString()), Long.parseLong(other.value.toString()))
          : Double.compare(
              Double.parseDouble(value.toString()), Double.parseDouble(other.value.toString()));
    }
    if (type.equals(other.type)) {
      return value.toString().compareTo(other.value.toString());
    }
    throw TableError.invalid("InvalidInput", "Two types are compared: " + type + other.type);
  }
}
