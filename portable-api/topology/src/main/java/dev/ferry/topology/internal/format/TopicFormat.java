package dev.ferry.topology.internal.format;

import dev.ferry.topology.Topic;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;

/** A topic: {@code topics.order-events}. */
final class TopicFormat {

  static final Key<Boolean> ORDERED =
      Key.of(
          "ordered",
          Kinds.flag(),
          "false",
          "Whether messages of one key keep their order on the way to ordered queues. Not by"
              + " default: order costs throughput.");
  static final Key<Long> MAX_MESSAGE_SIZE =
      Key.of(
          "maxMessageSize",
          QueueFormat.MESSAGE_SIZE,
          "256KiB",
          "The largest message, attributes included. 256KiB by default, as much as SNS takes, and no"
              + " more than the host does.");
  static final Key<String> EXISTING =
      Key.optional(
          "existing",
          Kinds.text(2048),
          "The ARN or name of a topic that is there already and is used instead of a new one.");

  static final Section SECTION = Section.of(ORDERED, MAX_MESSAGE_SIZE, EXISTING);

  private TopicFormat() {}

  static Topic topic(String name, Fields in) {
    return new Topic(
        name, in.get(ORDERED), in.get(MAX_MESSAGE_SIZE), in.find(EXISTING).orElse(null));
  }
}
