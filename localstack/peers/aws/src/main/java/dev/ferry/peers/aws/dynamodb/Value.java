package dev.ferry.peers.aws.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's value, with its numbers in one form, so that equal values are equal. Immutable.
 *
 * @param type S, N, B, BOOL, NULL, M, L, SS, NS or BS
 * @param content as it is in JSON
 */
record Value(String type, Object content) {
  private static final int MOST_DIGITS = 38;
  private static final int CONTAINER_BYTES = 3;

  /** Reads one from a request: an object with one field, named by its type. */
  static Value read(@Nullable Object json) throws DynamoError {
    if (!(json instanceof Map<?, ?> object) || object.size() != 1) {
      throw DynamoError.invalid("Supplied AttributeValue has more than one datatypes set");
    }
    Map.Entry<?, ?> field = object.entrySet().iterator().next();
    String type = String.valueOf(field.getKey());
    return new Value(type, checked(type, field.getValue()));
  }

  private static Object checked(String type, @Nullable Object content) throws DynamoError {
    if (type.equals("N") && content instanceof String digits) {
      return number(digits);
    }
    if (type.equals("M") && content instanceof Map<?, ?> fields) {
      Map<String, Object> checked = new LinkedHashMap<>();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        checked.put(String.valueOf(field.getKey()), read(field.getValue()).json());
      }
      return checked;
    }
    boolean known =
        switch (type) {
          case "S", "B" -> content instanceof String;
          case "BOOL", "NULL" -> content instanceof Boolean;
          case "L", "SS", "NS", "BS" -> content instanceof List<?>;
          default -> false;
        };
    if (!known || content == null) {
      throw DynamoError.invalid("Supplied AttributeValue is empty, must contain exactly one of");
    }
    return content;
  }

  private static String number(String digits) throws DynamoError {
    try {
      BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
      if (number.precision() > MOST_DIGITS) {
        throw DynamoError.invalid(
            "Attempting to store more than 38 significant digits in a Number");
      }
      return number.toPlainString();
    } catch (NumberFormatException notOne) {
      throw DynamoError.invalid("The parameter cannot be converted to a numeric value: " + digits);
    }
  }

  static Value of(BigDecimal number) {
    return new Value("N", number.stripTrailingZeros().toPlainString());
  }

  static Value of(String text) {
    return new Value("S", text);
  }

  Map<String, Object> json() {
    return Map.of(type, content);
  }

  /** A number's worth. */
  BigDecimal number() throws DynamoError {
    if (!type.equals("N")) {
      throw DynamoError.invalid("An operand in the update expression has an incorrect data type");
    }
    return new BigDecimal(content.toString());
  }

  /** How this compares; null where values of their types do not. */
  @Nullable Integer compare(Value other) {
    if (!type.equals(other.type)) {
      return null;
    }
    return switch (type) {
      case "S" -> Arrays.compareUnsigned(utf8(), other.utf8());
      case "N" ->
          new BigDecimal(content.toString()).compareTo(new BigDecimal(other.content.toString()));
      case "B" -> Arrays.compareUnsigned(bytes(), other.bytes());
      default -> null;
    };
  }

  private byte[] utf8() {
    return content.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes() {
    return Base64.getDecoder().decode(content.toString());
  }

  boolean startsWith(Value prefix) {
    return type.equals("S")
        && prefix.type.equals("S")
        && content.toString().startsWith(prefix.content.toString());
  }

  /** How many bytes it counts. */
  int sizeBytes() {
    return switch (type) {
      case "S" -> utf8().length;
      case "N" -> new BigDecimal(content.toString()).precision() / 2 + 2;
      case "B" -> bytes().length;
      case "BOOL", "NULL" -> 1;
      default -> CONTAINER_BYTES + content.toString().length();
    };
  }
}
