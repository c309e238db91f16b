package dev.ferry.azure;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;

/** The addresses of entities that were made. */
final class EntityAddress {
  private EntityAddress() {}

  static Address queue(String namespace, QueueSpec queue) {
    return address(namespace, queue.name(), "", queue.ordered(), queue.deduplicationWindow());
  }

  static Address topic(String namespace, TopicSpec topic) {
    return address(
        namespace, topic.name(), "kind=topic", topic.ordered(), topic.deduplicationWindow());
  }

  private static Address address(
      String namespace, String name, String kind, boolean sessions, Duration duplicates) {
    StringBuilder query = new StringBuilder(kind);
    if (sessions) {
      query.append(query.isEmpty() ? "" : "&").append("sessions=true");
    }
    if (!duplicates.isZero()) {
      query.append(query.isEmpty() ? "" : "&").append("duplicates=");
      query.append(duplicates.toSeconds()).append('s');
    }
    String path = ServiceBusAddress.SCHEME + ":" + namespace + "/" + name;
    return Address.parse(query.isEmpty() ? path : path + "?" + query);
  }
}
