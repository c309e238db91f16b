package dev.ferry.messaging.spi;

import java.time.Duration;

/**
 * A topic to be made.
 *
 * @param name its name
 * @param ordered whether messages of one ordering key keep their order
 * @param deduplicationWindow how long a deduplication id is remembered; zero for never
 */
public record TopicSpec(String name, boolean ordered, Duration deduplicationWindow) {
  /** A topic without order. */
  public static TopicSpec standard(String name) {
    return new TopicSpec(name, false, Duration.ZERO);
  }

  /** A topic that keeps the order of keys and remembers deduplication ids for 5 minutes. */
  public static TopicSpec ordered(String name) {
    return new TopicSpec(name, true, Duration.ofMinutes(5));
  }
}
