package dev.ferry.peers.aws.sns;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is published.
 *
 * @param body the text
 * @param subject for people; null for none
 * @param attributes by name
 * @param groupId the group of a FIFO topic, or a fair queue's tenant; null for none
 * @param deduplicationId of a FIFO topic; null for none
 */
record Publication(
    String body,
    @Nullable String subject,
    Map<String, Attribute> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId) {
  static final int MOST_BYTES = 262_144;

  static Publication read(Form form) {
    Map<String, Attribute> attributes = new TreeMap<>();
    for (Form entry : form.entries("MessageAttributes")) {
      attributes.put(
          entry.required("Name"),
          Attribute.read(new Form(entry.pairs(), entry.prefix() + "Value.")));
    }
    return new Publication(
        form.required("Message"),
        form.get("Subject"),
        attributes,
        form.get("MessageGroupId"),
        form.get("MessageDeduplicationId"));
  }

  /** What counts against the limit: the text, and each attribute's name, type and value. */
  int sizeBytes() {
    int bytes = bytes(body);
    for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
      bytes +=
          bytes(entry.getKey()) + bytes(entry.getValue().type()) + bytes(entry.getValue().value());
    }
    return bytes;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
