package dev.ferry.topology;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic: each message reaches every subscription whose filter it passes. Immutable.
 *
 * @param name its name in the file; {@link Topology#resourceName} is what a cloud calls it
 * @param ordered whether messages of one key keep their order on the way to ordered queues
 * @param maxMessageBytes the largest message, attributes included
 * @param resource the ARN or name of a topic that exists and is used instead of a new one
 */
public record Topic(String name, boolean ordered, long maxMessageBytes, @Nullable String resource) {

  /** The ARN or name of the existing topic, if this is one. */
  public Optional<String> existing() {
    return Optional.ofNullable(resource);
  }
}
