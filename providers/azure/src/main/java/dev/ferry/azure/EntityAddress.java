package dev.ferry.azure;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The addresses of entities that were made. */
final class EntityAddress {
  private EntityAddress() {}

  static Address queue(String namespace, QueueSpec queue) {
    Map<String, String> parameters = parameters(queue.ordered(), queue.deduplicationWindow());
    if (queue.maxDeliveries() > 0) {
      parameters.put("deliveries", Integer.toString(queue.maxDeliveries()));
    }
    return address(namespace, queue.name(), parameters);
  }

  static Address topic(String namespace, TopicSpec topic) {
    Map<String, String> parameters = parameters(topic.ordered(), topic.deduplicationWindow());
    parameters.put("kind", "topic");
    return address(namespace, topic.name(), parameters);
  }

  private static Map<String, String> parameters(boolean sessions, Duration duplicates) {
    Map<String, String> parameters = new TreeMap<>();
    if (sessions) {
      parameters.put("sessions", "true");
    }
    if (!duplicates.isZero()) {
      parameters.put("duplicates", duplicates.toSeconds() + "s");
    }
    return parameters;
  }

  private static Address address(String namespace, String name, Map<String, String> parameters) {
    String path = ServiceBusAddress.SCHEME + ":" + namespace + "/" + name;
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return Address.parse(query.isEmpty() ? path : path + "?" + query);
  }
}
