package dev.ferry.aws;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import java.time.Duration;

/**
 * What SQS and SNS can do and how much they take.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">SQS
 *     message quotas</a>
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sns.html">SNS quotas</a>
 */
public final class SqsLimits {
  /**
   * A message, and a batch of them: 1 MiB with attributes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
   */
  static final int MESSAGE_BYTES = 1 << 20;

  /**
   * A message, and a batch of them, of SNS: 256 KiB with attributes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>
   */
  static final int TOPIC_MESSAGE_BYTES = 256 << 10;

  /**
   * The attributes of a message. SNS itself takes more; what raw delivery cannot give to a queue,
   * it drops.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html">raw
   *     delivery</a>
   */
  static final int ATTRIBUTES = 10;

  /**
   * The type of an attribute counts beside its name and value, and Ferry's are Strings.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">message
   *     metadata</a>
   */
  static final int ATTRIBUTE_TYPE_BYTES = "String".length();

  /** The longest delay of a message; a FIFO queue delays all its messages or none. */
  static final Duration DELAY = Duration.ofMinutes(15);

  /**
   * The longest lease, counted from when the message was received, whatever prolongs it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html">ChangeMessageVisibility</a>
   */
  static final Duration LEASE = Duration.ofHours(12);

  /**
   * How long one receive may wait.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html">ReceiveMessage</a>
   */
  static final int LONGEST_POLL_SECONDS = 20;

  /**
   * How long FIFO queues and topics remember a deduplication id.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html">deduplication
   *     id</a>
   */
  static final Duration DEDUPLICATION_WINDOW = Duration.ofMinutes(5);

  private SqsLimits() {}

  /** What a queue can do. */
  public static Capabilities queue(boolean fifo) {
    return capabilities(
        fifo,
        new Limits(
            MESSAGE_BYTES,
            ATTRIBUTES,
            ATTRIBUTE_TYPE_BYTES,
            SqsCalls.BATCH,
            MESSAGE_BYTES,
            fifo ? Duration.ZERO : DELAY,
            LEASE,
            LEASE));
  }

  /** What a topic can do, with the queues behind it. */
  public static Capabilities topic(boolean fifo) {
    return capabilities(
        fifo,
        new Limits(
            TOPIC_MESSAGE_BYTES,
            ATTRIBUTES,
            ATTRIBUTE_TYPE_BYTES,
            SqsCalls.BATCH,
            TOPIC_MESSAGE_BYTES,
            Duration.ZERO,
            LEASE,
            LEASE));
  }

  /** How many bytes a body takes on its way: more than it has where it is no text. */
  public static int sizeBytes(Body body) {
    return TextBody.sizeBytes(body);
  }

  private static Capabilities capabilities(boolean fifo, Limits limits) {
    return new Capabilities(
        fifo ? Capabilities.Ordering.KEY : Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.EXACT,
        Capabilities.DeliveryCount.UPPER_BOUND,
        false,
        true,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        true,
        true,
        fifo ? DEDUPLICATION_WINDOW : Duration.ZERO,
        limits);
  }
}
