package dev.ferry.peers.aws.sns;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of a message.
 *
 * @param type String, Number, Binary or String.Array
 * @param value the text, or the base64 of the bytes
 */
record Attribute(String type, String value) {

  static Attribute read(Form value) {
    String type = value.required("DataType");
    String text = value.get(type.startsWith("Binary") ? "BinaryValue" : "StringValue");
    if (text == null || text.isEmpty()) {
      throw SnsError.of("ParameterValueInvalid", "The message attribute value must not be empty");
    }
    return new Attribute(type, text);
  }

  boolean binary() {
    return type.startsWith("Binary");
  }

  boolean number() {
    return type.startsWith("Number");
  }

  boolean array() {
    return type.equals("String.Array");
  }

  /** The number; null when it is none. */
  static @Nullable Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
