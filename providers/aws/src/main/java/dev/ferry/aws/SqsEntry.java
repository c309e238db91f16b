package dev.ferry.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as SQS takes it.
 *
 * @param body the text, at least one character
 * @param attributes message attributes, all of the type String
 * @param groupId the group of a FIFO queue, the tenant of a fair one; null for none
 * @param deduplicationId on a FIFO queue; null on others
 * @param delaySeconds how long it is kept back at first, 0 to 900
 * @param traceHeader the system attribute {@code AWSTraceHeader}; null for none
 */
public record SqsEntry(
    String body,
    Map<String, String> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    int delaySeconds,
    @Nullable String traceHeader) {
  /** Copies the attributes. */
  public SqsEntry {
    attributes = Map.copyOf(attributes);
  }
}
