package dev.ferry.peers.azure.servicebus;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** The links on which a connection's client gets its answers, by the address that it replies to. */
final class Replies {
  private final Map<String, Sender> links = new HashMap<>();

  void add(String address, Sender link) {
    links.put(address, link);
  }

  void remove(Sender link) {
    links.values().remove(link);
  }

  /** Sends an answer; nobody gets it where the client has left. */
  void send(@Nullable String address, byte[] bytes) {
    Sender link = address == null ? null : links.get(address);
    if (link != null) {
      Delivery delivery = link.delivery(Amqp.tag(UUID.randomUUID()));
      link.send(bytes, 0, bytes.length);
      delivery.settle();
      link.advance();
    }
  }
}
