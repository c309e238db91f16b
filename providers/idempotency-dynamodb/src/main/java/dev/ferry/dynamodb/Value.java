package dev.ferry.dynamodb;

import dev.ferry.messaging.Body;

/**
 * An attribute's value, of the three kinds that a record needs, so that its layout depends on no
 * client. Immutable.
 */
sealed interface Value {
  /** A string. */
  record Text(String text) implements Value {}

  /** A number, in decimal digits as DynamoDB carries it. */
  record Numeric(String digits) implements Value {}

  /** Bytes. */
  record Bytes(Body bytes) implements Value {}

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Numeric(Long.toString(number));
  }
}
