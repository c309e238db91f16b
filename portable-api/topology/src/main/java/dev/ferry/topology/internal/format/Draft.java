package dev.ferry.topology.internal.format;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Variable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file says of one environment, defaults filled in, not yet held against the rules. The maps
 * keep the order of the file. Immutable.
 */
public record Draft(
    String name,
    String namePrefix,
    Map<String, String> tags,
    Map<String, Variable> variables,
    Map<String, Queue> queues,
    Map<String, Topic> topics,
    Map<String, Handler> handlers) {

  /** Copies the maps. */
  public Draft {
    tags = copy(tags);
    variables = copy(variables);
    queues = copy(queues);
    topics = copy(topics);
    handlers = copy(handlers);
  }

  /** This draft with other queues, topics and handlers. */
  public Draft with(
      Map<String, Queue> otherQueues,
      Map<String, Topic> otherTopics,
      Map<String, Handler> otherHandlers) {
    return new Draft(name, namePrefix, tags, variables, otherQueues, otherTopics, otherHandlers);
  }

  /** This draft with another prefix of names. */
  public Draft withNamePrefix(String prefix) {
    return new Draft(name, prefix, tags, variables, queues, topics, handlers);
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
