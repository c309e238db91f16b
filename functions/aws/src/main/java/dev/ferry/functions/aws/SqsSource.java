package dev.ferry.functions.aws;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsReader;
import dev.ferry.messaging.Address;

/**
 * What the address of a queue says. Whether it keeps the order of groups is told by its name alone:
 * on a standard queue a group is a tenant.
 */
final class SqsSource {
  private static final String SCHEME = "sqs";

  private SqsSource() {}

  /** Whether an address names a queue that keeps the order of groups. */
  static boolean fifo(Address source) {
    return name(source).endsWith(".fifo");
  }

  /** Whether an address may mean this queue: an address of another broker says nothing of it. */
  static boolean isOf(Address source, QueueArn queue) {
    return !source.scheme().equals(SCHEME) || name(source).equals(queue.name());
  }

  /** The queue's name, which stands last in an ARN too. */
  static String name(Address source) {
    return source.name().substring(source.name().lastIndexOf(':') + 1);
  }

  /**
   * What reads its messages: it unwraps SNS's envelopes only of the topic that the address pins.
   */
  static SqsReader reader(Address source) {
    String topic = source.parameters().get("topic");
    return topic == null ? SqsReader.plain() : SqsReader.ofTopic(topic);
  }
}
