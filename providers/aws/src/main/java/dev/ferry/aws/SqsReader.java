package dev.ferry.aws;

import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what SQS gives as a message, the same for a receive and for the event of a function.
 *
 * <p>Never throws, whatever a sender sent: what is not as it should be stays what it is. Immutable.
 */
public final class SqsReader {
  private static final SqsReader PLAIN = new SqsReader(null);

  private final @Nullable String topicArn;

  private SqsReader(@Nullable String topicArn) {
    this.topicArn = topicArn;
  }

  /** For queues whose bodies are what their senders wrote; SNS delivers raw. */
  public static SqsReader plain() {
    return PLAIN;
  }

  /**
   * For a queue that a topic feeds without raw delivery: a body that is SNS's envelope and names
   * this topic is unwrapped. No other is: an envelope of a topic that nobody pinned is a body like
   * any other, because whoever may send to the queue can write one.
   */
  public static SqsReader ofTopic(String topicArn) {
    return new SqsReader(topicArn);
  }

  /**
   * The message.
   *
   * @param receipt what settles this delivery, for the driver or adapter that made it
   * @param ackDeadline when its lease ends
   */
  public InboundMessage read(SqsRecord raw, Object receipt, Instant ackDeadline) {
    SnsEnvelope envelope =
        topicArn == null ? SnsEnvelope.none(raw) : SnsEnvelope.read(raw, topicArn);
    Map<String, String> system = raw.systemAttributes();
    return new InboundMessage(
        receipt,
        raw.messageId(),
        senderId(raw, envelope),
        TextBody.read(envelope.body(), envelope.attributes()),
        traced(envelope.attributes(), system),
        orderingKey(system),
        count(system.get("ApproximateReceiveCount")),
        instant(system.get("SentTimestamp")),
        ackDeadline);
  }

  private static Map<String, String> traced(
      Map<String, String> attributes, Map<String, String> system) {
    String parent = TraceHeader.w3c(system.get("AWSTraceHeader"));
    if (parent == null || attributes.containsKey(TraceHeader.TRACEPARENT)) {
      return attributes;
    }
    Map<String, String> traced = new TreeMap<>(attributes);
    traced.put(TraceHeader.TRACEPARENT, parent);
    return traced;
  }

  /** A message that was sent without a key has a group of its own, named after it. */
  private static @Nullable String orderingKey(Map<String, String> system) {
    String group = system.get("MessageGroupId");
    return group == null || group.equals(system.get("MessageDeduplicationId")) ? null : group;
  }

  /**
   * The deduplication id is the sender's unless SQS made it: of the body, where the queue
   * deduplicates by content, so that equal bodies have equal ones; of its own id, where it
   * dead-lettered the message. SNS's id stays the same through a redrive, being in the body.
   */
  private static @Nullable String senderId(SqsRecord raw, SnsEnvelope envelope) {
    if (envelope.messageId() != null) {
      return envelope.messageId();
    }
    String id = raw.systemAttributes().get("MessageDeduplicationId");
    return id == null || id.equals(raw.messageId()) || id.equals(Sha256.hex(raw.body()))
        ? null
        : id;
  }

  private static int count(@Nullable String number) {
    try {
      return number == null ? 0 : Integer.parseInt(number);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private static Instant instant(@Nullable String millis) {
    try {
      return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException none) {
      return Instant.EPOCH;
    }
  }
}
