package dev.ferry.cli.cloud.google;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.peers.google.pubsub.PubSubServer;
import dev.ferry.peers.google.pubsub.PubSubServer.Held;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says how much a queue holds, which Pub/Sub itself does not: the server in this JVM is asked. Safe
 * for use by threads.
 */
final class CountingAdmin implements ChannelAdmin {
  private final Map<String, List<String>> topics = new ConcurrentHashMap<>();
  private final ChannelAdmin admin;
  private final PubSubServer server;

  CountingAdmin(ChannelAdmin admin, PubSubServer server) {
    this.admin = admin;
    this.server = server;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    return admin.createQueue(queue);
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    return admin.createTopic(topic);
  }

  @Override
  public void subscribe(SubscriptionSpec subscription) {
    admin.subscribe(subscription);
    topics
        .computeIfAbsent(subscription.queue(), queue -> new CopyOnWriteArrayList<>())
        .add(subscription.topic());
  }

  @Override
  public void delete(Address address) {
    admin.delete(address);
  }

  @Override
  public Optional<Depth> depth(Address address) {
    int slash = address.name().lastIndexOf('/');
    String queue = address.name().substring(slash + 1);
    String own = "projects/" + address.name().substring(0, slash) + "/subscriptions/" + queue;
    Held all = server.held(own);
    long messages = all.messages();
    long leased = all.leased();
    for (String topic : topics.getOrDefault(queue, List.of())) {
      Held fed = server.held(own + ".from." + topic);
      messages += fed.messages();
      leased += fed.leased();
    }
    return Optional.of(new Depth(messages - leased, leased, 0));
  }
}
