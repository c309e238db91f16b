package dev.ferry.google;

import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes and removes topics and subscriptions of one project, for tests and local hosts. Safe for
 * use by several threads.
 *
 * <p>A queue is a topic and a subscription of one name, which keeps what was acked, never expires
 * and redelivers at once. A window of deduplication ids is not to be had: what is sent twice comes
 * twice, and {@link PubSubLimits} says so.
 */
final class PubSubAdmin implements ChannelAdmin {
  private final Supplier<Service> service;
  private final String project;

  PubSubAdmin(Supplier<Service> service, String project) {
    this.service = service;
    this.project = project;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    String operation = "create queue '" + queue.name() + "'";
    require(operation, queue.partitions() == 0, "Pub/Sub has no partitions");
    within(
        operation,
        "ack deadline",
        queue.ackDeadline(),
        PubSubLimits.SHORTEST_LEASE,
        PubSubLimits.LEASE);
    within(
        operation,
        "retention",
        queue.retention(),
        PubSubLimits.SHORTEST_RETENTION,
        PubSubLimits.LONGEST_RETENTION);
    Subscription settings = settings(operation, queue);
    createTopic(queue.name());
    create(operation, settings);
    return address(queue.name());
  }

  private Subscription settings(String operation, QueueSpec queue) {
    Subscription.Builder settings =
        Subscription.newBuilder()
            .setName(Names.subscription(project, queue.name()))
            .setTopic(Names.topic(project, queue.name()))
            .setAckDeadlineSeconds(Math.toIntExact(queue.ackDeadline().toSeconds()))
            .setMessageRetentionDuration(
                com.google.protobuf.Duration.newBuilder().setSeconds(queue.retention().toSeconds()))
            .setRetainAckedMessages(true)
            .setExpirationPolicy(ExpirationPolicy.getDefaultInstance())
            .setEnableMessageOrdering(queue.ordered());
    String dead = queue.deadLetterQueue();
    if (dead != null && queue.maxDeliveries() > 0) {
      require(
          operation,
          queue.maxDeliveries() >= PubSubLimits.FEWEST_DELIVERIES,
          "Pub/Sub dead-letters after 5 deliveries or more");
      settings.setDeadLetterPolicy(
          DeadLetterPolicy.newBuilder()
              .setDeadLetterTopic(Names.topic(project, dead))
              .setMaxDeliveryAttempts(
                  Math.min(queue.maxDeliveries(), PubSubLimits.MOST_DELIVERIES)));
    }
    return settings.build();
  }

  private void create(String operation, Subscription settings) {
    try {
      var unused =
          Service.asked(
              operation, () -> service.get().subscriptions().createSubscription(settings));
    } catch (MessagingException failed) {
      if (failed.code() != ErrorCode.ALREADY_EXISTS || !isThere(operation, settings)) {
        throw failed;
      }
    }
  }

  /** Whether it is there with these settings, beside what a subscribe added. */
  private boolean isThere(String operation, Subscription settings) {
    Subscription is = existing(operation, settings.getName());
    return is.toBuilder()
        .clearLabels()
        .clearState()
        .build()
        .equals(settings.toBuilder().clearLabels().build());
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    createTopic(topic.name());
    return address(topic.name());
  }

  private void createTopic(String name) {
    Topic topic = Topic.newBuilder().setName(Names.topic(project, name)).build();
    ignoring(
        ErrorCode.ALREADY_EXISTS,
        () ->
            Service.asked(
                "create topic '" + name + "'", () -> service.get().topics().createTopic(topic)));
  }

  private Address address(String name) {
    return Address.parse(PubSubAddress.SCHEME + ":" + project + "/" + name);
  }

  /** A subscription like the queue's own on the topic, and a label at the queue's that tells it. */
  @Override
  public void subscribe(SubscriptionSpec wanted) {
    String operation = "subscribe '" + wanted.queue() + "' to '" + wanted.topic() + "'";
    Subscription queue = existing(operation, Names.subscription(project, wanted.queue()));
    Subscription further =
        queue.toBuilder()
            .setName(Names.subscription(project, wanted.queue(), wanted.topic()))
            .setTopic(Names.topic(project, wanted.topic()))
            .setFilter(FilterText.of(wanted.filter()))
            .clearLabels()
            .clearState()
            .build();
    create(operation, further);
    if (!Lookup.labelled(queue).contains(wanted.topic())) {
      String label = Names.LABEL + (Lookup.labelled(queue).size() + 1);
      Subscription labelled = queue.toBuilder().putLabels(label, wanted.topic()).build();
      var unused =
          Service.asked(
              operation,
              () ->
                  service
                      .get()
                      .subscriptions()
                      .updateSubscription(
                          UpdateSubscriptionRequest.newBuilder()
                              .setSubscription(labelled)
                              .setUpdateMask(FieldMask.newBuilder().addPaths("labels"))
                              .build()));
    }
  }

  private Subscription existing(String operation, String name) {
    return Service.asked(
        operation,
        () ->
            service
                .get()
                .subscriptions()
                .getSubscription(
                    GetSubscriptionRequest.newBuilder().setSubscription(name).build()));
  }

  @Override
  public void delete(Address address) {
    PubSubAddress parsed = PubSubAddress.of(address);
    String operation = "delete '" + address + "'";
    ignoring(
        ErrorCode.NOT_FOUND,
        () -> {
          Subscription own = existing(operation, Names.subscription(project, parsed.name()));
          for (String topic : Lookup.labelled(own)) {
            deleteSubscription(operation, Names.subscription(project, parsed.name(), topic));
          }
          deleteSubscription(operation, own.getName());
          return own;
        });
    ignoring(
        ErrorCode.NOT_FOUND,
        () ->
            Service.asked(
                operation,
                () ->
                    service
                        .get()
                        .topics()
                        .deleteTopic(
                            DeleteTopicRequest.newBuilder()
                                .setTopic(Names.topic(project, parsed.name()))
                                .build())));
  }

  private void deleteSubscription(String operation, String name) {
    ignoring(
        ErrorCode.NOT_FOUND,
        () ->
            Service.asked(
                operation,
                () ->
                    service
                        .get()
                        .subscriptions()
                        .deleteSubscription(
                            DeleteSubscriptionRequest.newBuilder().setSubscription(name).build())));
  }

  private static void ignoring(ErrorCode expected, Supplier<?> call) {
    try {
      Object unused = call.get();
    } catch (MessagingException failed) {
      if (failed.code() != expected) {
        throw failed;
      }
    }
  }

  private static void within(
      String operation, String what, Duration is, Duration least, Duration most) {
    require(
        operation,
        is.compareTo(least) >= 0 && is.compareTo(most) <= 0,
        what + " is between " + least + " and " + most + ", not " + is);
  }

  private static void require(String operation, boolean holds, String rule) {
    if (!holds) {
      throw MessagingException.unsupported(operation + ": " + rule);
    }
  }

  /** Pub/Sub itself cannot say; its metrics tell, minutes later. */
  @Override
  public Optional<Depth> depth(Address address) {
    return Optional.empty();
  }
}
