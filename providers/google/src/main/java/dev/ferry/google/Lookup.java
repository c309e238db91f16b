package dev.ferry.google;

import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.Subscription;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is asked once, when a subscription is opened. */
final class Lookup {
  private Lookup() {}

  /**
   * The subscription's settings.
   *
   * @throws MessagingException UNSUPPORTED for settings under which messages hang
   */
  static Subscription settings(Service service, PubSubAddress address) {
    String operation = "open '" + address + "'";
    Subscription settings =
        Service.asked(
            operation,
            () ->
                service
                    .subscriptions()
                    .getSubscription(
                        GetSubscriptionRequest.newBuilder()
                            .setSubscription(address.subscription())
                            .build()));
    if (settings.getEnableMessageOrdering()
        && settings.getEnableExactlyOnceDelivery()
        && settings.hasDeadLetterPolicy()) {
      throw MessagingException.unsupported(
          operation
              + ": with order, exactly-once delivery and a dead-letter policy together, Pub/Sub may"
              + " stop delivering a key; turn exactly-once off, Ferry's records do its work");
    }
    if (!settings.getPushConfig().getPushEndpoint().isEmpty()) {
      throw MessagingException.unsupported(
          operation + ": it pushes to an endpoint, nobody can pull from it");
    }
    return settings;
  }

  /** Every subscription that is read for the queue, its own first. */
  static List<Source> sources(PubSubAddress address, Subscription settings) {
    Source own = Source.of(settings, address.lease());
    List<Source> sources = new ArrayList<>(List.of(own));
    List<String> from = address.from();
    for (String topic : from == null ? labelled(settings) : from) {
      sources.add(own.named(Names.subscription(address.project(), address.name(), topic)));
    }
    return sources;
  }

  /** The topics that the labels of a queue's subscription name. */
  static List<String> labelled(Subscription settings) {
    return settings.getLabelsMap().entrySet().stream()
        .filter(label -> label.getKey().startsWith(Names.LABEL))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  static Capabilities capabilities(Subscription settings) {
    return PubSubLimits.subscription(
        settings.getEnableMessageOrdering(),
        settings.hasDeadLetterPolicy(),
        settings.getRetainAckedMessages());
  }
}
