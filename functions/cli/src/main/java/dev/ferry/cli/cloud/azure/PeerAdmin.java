package dev.ferry.cli.cloud.azure;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.peers.azure.servicebus.QueueOptions;
import dev.ferry.peers.azure.servicebus.Rule;
import dev.ferry.peers.azure.servicebus.RuleFilter;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes queues, topics and subscriptions in the broker in this JVM, as Terraform makes those of a
 * namespace: a subscription forwards to its handler's queue, and a queue its native dead letters to
 * the handler's own dead-letter queue. Safe for use by threads.
 */
final class PeerAdmin implements ChannelAdmin {
  private static final String NAMESPACE = "local";

  private final ServiceBusPeer peer;

  PeerAdmin(ServiceBusPeer peer) {
    this.peer = peer;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    QueueOptions options =
        QueueOptions.of(queue.name())
            .withLock(queue.ackDeadline())
            .withTimeToLive(queue.retention(), true)
            .withDuplicateDetection(queue.deduplicationWindow());
    String dead = queue.deadLetterQueue();
    if (dead != null) {
      options = options.withMaxDeliveries(queue.maxDeliveries()).withForwardDeadLettersTo(dead);
    } else {
      options = options.withMaxDeliveries(Integer.MAX_VALUE);
    }
    QueueOptions made = queue.ordered() ? options.withSessions() : options;
    make(() -> peer.createQueue(made));
    List<String> parameters = parameters(queue.ordered(), queue.deduplicationWindow());
    if (queue.maxDeliveries() > 0) {
      parameters.add("deliveries=" + queue.maxDeliveries());
    }
    return address(queue.name(), parameters);
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    make(() -> peer.createTopic(topic.name(), topic.deduplicationWindow()));
    List<String> parameters = parameters(topic.ordered(), topic.deduplicationWindow());
    parameters.add("kind=topic");
    return address(topic.name(), parameters);
  }

  private static void make(Runnable entity) {
    try {
      entity.run();
    } catch (IllegalStateException exists) {
      throw new MessagingException(
          ErrorCode.ALREADY_EXISTS, false, String.valueOf(exists.getMessage()), exists);
    }
  }

  private static List<String> parameters(boolean sessions, Duration duplicates) {
    List<String> parameters = new ArrayList<>();
    if (sessions) {
      parameters.add("sessions=true");
    }
    if (!duplicates.isZero()) {
      parameters.add("duplicates=" + duplicates.toSeconds() + "s");
    }
    return parameters;
  }

  private static Address address(String name, List<String> parameters) {
    String path = "servicebus:" + NAMESPACE + "/" + name;
    return Address.parse(parameters.isEmpty() ? path : path + "?" + String.join("&", parameters));
  }

  @Override
  public void subscribe(SubscriptionSpec subscription) {
    QueueOptions options =
        QueueOptions.of(subscription.queue()).withForwardTo(subscription.queue());
    Rule[] rules =
        subscription.filter().isEmpty()
            ? new Rule[0]
            : new Rule[] {new Rule("filter", RuleFilter.sql(sql(subscription.filter())))};
    peer.createSubscription(subscription.topic(), options, rules);
  }

  /** For each attribute one of its values. */
  private static String sql(Map<String, Set<String>> filter) {
    return filter.entrySet().stream()
        .map(one -> "user.[" + one.getKey() + "] IN (" + quoted(one.getValue()) + ")")
        .collect(Collectors.joining(" AND "));
  }

  private static String quoted(Set<String> values) {
    return values.stream()
        .sorted()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }

  @Override
  public void delete(Address address) {
    peer.delete(entity(address));
  }

  @Override
  public Optional<Depth> depth(Address address) {
    return peer.counts(entity(address))
        .map(
            counts ->
                new Depth(
                    counts.active() + counts.deferred(), counts.locked(), counts.scheduled()));
  }

  private static String entity(Address address) {
    return address.name().substring(address.name().indexOf('/') + 1);
  }
}
