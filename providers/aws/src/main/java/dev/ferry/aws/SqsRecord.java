package dev.ferry.aws;

import java.util.Map;

/**
 * A message as SQS gives it, whether by {@code ReceiveMessage} or in the event of a function.
 *
 * @param messageId SQS's id for it
 * @param receiptHandle what settles this delivery
 * @param body the text
 * @param systemAttributes what SQS says of it, such as {@code ApproximateReceiveCount}
 * @param attributes message attributes by name: the text of those of type String and Number, the
 *     base64 text of those of type Binary
 */
public record SqsRecord(
    String messageId,
    String receiptHandle,
    String body,
    Map<String, String> systemAttributes,
    Map<String, String> attributes) {
  /** Copies the attributes. */
  public SqsRecord {
    systemAttributes = Map.copyOf(systemAttributes);
    attributes = Map.copyOf(attributes);
  }
}
