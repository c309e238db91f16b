package dev.ferry.topology.internal.format;

import dev.ferry.topology.internal.schema.Kind;
import dev.ferry.topology.internal.schema.Kinds;

/**
 * How things may be called: what SQS, SNS, Lambda, Pub/Sub, Cloud Run and Service Bus all allow, so
 * that a thing has the same name everywhere.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html">SQS:
 *     letters, digits, hyphens; 80 with .fifo</a>
 * @see <a href="https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names">Pub/Sub: from a
 *     letter; 3 or more; not goog</a>
 * @see <a href="https://cloud.google.com/run/docs/deploying#service-names">Cloud Run: lower case;
 *     no hyphen at the end</a>
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">Service
 *     Bus: a subscription 50</a>
 */
public final class Names {

  /** A queue's, with prefix and {@code .fifo}: SQS. A topic's limits are higher. */
  public static final int LONGEST_CHANNEL = 80;

  /** A handler's, with prefix: a Service Bus subscription. A function's limits are higher. */
  public static final int LONGEST_HANDLER = 50;

  /** What SQS asks at the end of an ordered queue's name. */
  public static final String ORDERED_SUFFIX = ".fifo";

  private static final String NEXT_STEP =
      "Begin with a letter; use lower-case letters, digits and single hyphens; not 'goog...'.";

  static final Kind<String> CHANNEL = name(LONGEST_CHANNEL);
  static final Kind<String> HANDLER = name(LONGEST_HANDLER);
  static final Kind<String> SHORT = name(30);
  static final Kind<String> PREFIX =
      Kinds.text(
          "a prefix of up to 30 lower-case letters, digits and hyphens",
          NEXT_STEP,
          "(?!goog)[a-z][a-z0-9-]{0,29}");

  /** What labels of Google Cloud allow; tags of the others allow more. */
  static final Kind<String> TAG =
      Kinds.text(
          "1 to 63 lower-case letters, digits, hyphens and underscores",
          "Google Cloud's labels allow no more; put one that looks like a number in quotes.",
          "[a-z0-9_-]{1,63}");

  private Names() {}

  private static Kind<String> name(int longest) {
    return Kinds.text(
        "a name of 3 to " + longest + " lower-case letters, digits and hyphens",
        NEXT_STEP,
        "(?!goog)(?=.{3," + longest + "}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");
  }
}
