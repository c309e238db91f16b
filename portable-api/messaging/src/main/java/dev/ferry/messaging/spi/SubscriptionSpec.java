package dev.ferry.messaging.spi;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A queue that is to have what a topic gets.
 *
 * @param topic the topic's name
 * @param queue the queue's name: a consumer group of its own
 * @param filter which messages: for each attribute named, one of the values; empty for all
 */
public record SubscriptionSpec(String topic, String queue, Map<String, Set<String>> filter) {
  /** Copies the filter. */
  public SubscriptionSpec {
    NavigableMap<String, Set<String>> copy = new TreeMap<>();
    filter.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableSet(new TreeSet<>(values))));
    filter = Collections.unmodifiableNavigableMap(copy);
  }

  /** Whether a message with these attributes passes. */
  public boolean passes(Map<String, String> attributes) {
    return filter.entrySet().stream()
        .allMatch(
            wanted -> {
              String value = attributes.get(wanted.getKey());
              return value != null && wanted.getValue().contains(value);
            });
  }
}
