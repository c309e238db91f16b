package dev.ferry.azure;

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
import java.util.Optional;

/** Makes the peer's entities, as {@link ServiceBusAdmin} makes those of a namespace. */
final class PeerAdmin implements ChannelAdmin {
  private final ServiceBusPeer peer;

  PeerAdmin(ServiceBusPeer peer) {
    this.peer = peer;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    if (queue.partitions() > 0) {
      throw MessagingException.unsupported("create queue: Service Bus has no partitions to choose");
    }
    QueueOptions options =
        QueueOptions.of(queue.name())
            .withLock(queue.ackDeadline())
            .withTimeToLive(queue.retention(), true)
            .withDuplicateDetection(queue.deduplicationWindow())
            .withMaxDeliveries(
                queue.maxDeliveries() == 0 ? Integer.MAX_VALUE : queue.maxDeliveries());
    String dead = queue.deadLetterQueue();
    options = dead == null ? options : options.withForwardDeadLettersTo(dead);
    options = queue.ordered() ? options.withSessions() : options;
    made(options);
    return EntityAddress.queue(Endpoint.NAMESPACE, queue);
  }

  private void made(QueueOptions options) {
    try {
      peer.createQueue(options);
    } catch (IllegalStateException exists) {
      throw new MessagingException(
          ErrorCode.ALREADY_EXISTS, false, String.valueOf(exists.getMessage()), exists);
    }
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    peer.createTopic(topic.name(), topic.deduplicationWindow());
    return EntityAddress.topic(Endpoint.NAMESPACE, topic);
  }

  @Override
  public void subscribe(SubscriptionSpec subscription) {
    QueueOptions options =
        QueueOptions.of(subscription.queue()).withForwardTo(subscription.queue());
    if (subscription.filter().isEmpty()) {
      peer.createSubscription(subscription.topic(), options);
    } else {
      String sql = SqlFilter.of(subscription.filter());
      peer.createSubscription(
          subscription.topic(), options, new Rule("filter", RuleFilter.sql(sql)));
    }
  }

  @Override
  public void delete(Address address) {
    peer.delete(ServiceBusAddress.of(address).entity());
  }

  @Override
  public Optional<Depth> depth(Address address) {
    return peer.counts(ServiceBusAddress.of(address).name())
        .map(
            counts ->
                new Depth(
                    counts.active() + counts.deferred(), counts.locked(), counts.scheduled()));
  }
}
