package dev.ferry.embedded.broken;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.testkit.messaging.PassingProvider;
import dev.ferry.testkit.messaging.PassingSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brokers that do one thing wrong. */
final class BrokenBrokers {
  private static final Duration LONGEST_LEASE = Duration.ofHours(12);

  private BrokenBrokers() {}

  /** Whoever has received a message has it for half a day. */
  static MessagingProvider leaseNeverExpires(MessagingProvider right) {
    return Wrong.subscriptions(
        right,
        (address, driver) ->
            new PassingSubscription(driver) {
              @Override
              public List<InboundMessage> receive(int max, Duration wait) {
                List<InboundMessage> batch = super.receive(max, wait);
                batch.forEach(
                    one ->
                        super.settle(List.of(new Settlement.Extend(one.receipt(), LONGEST_LEASE))));
                return batch;
              }
            });
  }

  /** An ack names the message, not the delivery. */
  static UnaryOperator<MessagingProvider> acceptsAnyAck() {
    Map<Object, String> messages = new ConcurrentHashMap<>();
    Map<String, Object> latest = new ConcurrentHashMap<>();
    return right ->
        Wrong.subscriptions(
            right,
            (address, driver) ->
                new PassingSubscription(driver) {
                  @Override
                  public List<InboundMessage> receive(int max, Duration wait) {
                    List<InboundMessage> batch = super.receive(max, wait);
                    for (InboundMessage one : batch) {
                      messages.put(one.receipt(), one.brokerId());
                      latest.put(one.brokerId(), one.receipt());
                    }
                    return batch;
                  }

                  @Override
                  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
                    return super.settle(settlements.stream().map(this::latest).toList());
                  }

                  private Settlement latest(Settlement settlement) {
                    return settlement instanceof Settlement.Ack ack
                        ? new Settlement.Ack(
                            Objects.requireNonNull(
                                latest.get(Objects.requireNonNull(messages.get(ack.receipt())))))
                        : settlement;
                  }
                });
  }

  /** A message that goes back is stored again, behind all others. */
  static MessagingProvider nackedMessageGoesToTheEnd(MessagingProvider right) {
    return new PassingProvider(right) {
      @Override
      public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
        PublisherDriver back = right.openPublisher(address, timeline);
        Map<Object, InboundMessage> received = new ConcurrentHashMap<>();
        return new PassingSubscription(super.openSubscription(address, timeline)) {
          @Override
          public List<InboundMessage> receive(int max, Duration wait) {
            List<InboundMessage> batch = super.receive(max, wait);
            batch.forEach(one -> received.put(one.receipt(), one));
            return batch;
          }

          @Override
          public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
            return settlements.size() == 1 && settlements.get(0) instanceof Settlement.Nack nack
                ? sendBack(nack)
                : super.settle(settlements);
          }

          private List<@Nullable MessagingException> sendBack(Settlement.Nack nack) {
            List<@Nullable MessagingException> acked =
                super.settle(List.of(new Settlement.Ack(nack.receipt())));
            if (acked.get(0) == null) {
              back.send(List.of(copy(Objects.requireNonNull(received.get(nack.receipt())), nack)));
            }
            return acked;
          }
        };
      }
    };
  }

  private static OutboundMessage copy(InboundMessage message, Settlement.Nack nack) {
    return new OutboundMessage(
        message.brokerId(),
        message.body(),
        message.attributes(),
        message.orderingKey(),
        UUID.randomUUID().toString(),
        nack.redeliverAfter());
  }

  /** Every delivery says that it is the first. */
  static MessagingProvider everyDeliveryIsTheFirst(MessagingProvider right) {
    return Wrong.subscriptions(
        right,
        (address, driver) ->
            new PassingSubscription(driver) {
              @Override
              public List<InboundMessage> receive(int max, Duration wait) {
                return super.receive(max, wait).stream().map(BrokenBrokers::first).toList();
              }
            });
  }

  private static InboundMessage first(InboundMessage one) {
    return new InboundMessage(
        one.receipt(),
        one.brokerId(),
        one.senderId(),
        one.body(),
        one.attributes(),
        one.orderingKey(),
        1,
        one.storedAt(),
        one.ackDeadline());
  }

  /** The message is moved as it was: what was said about it is lost. */
  static MessagingProvider deadLetterKeepsItsOldAttributes(MessagingProvider right) {
    Map<Object, Map<String, String>> attributes = new ConcurrentHashMap<>();
    return Wrong.subscriptions(
        right,
        (address, driver) ->
            new PassingSubscription(driver) {
              @Override
              public List<InboundMessage> receive(int max, Duration wait) {
                List<InboundMessage> batch = super.receive(max, wait);
                batch.forEach(one -> attributes.put(one.receipt(), one.attributes()));
                return batch;
              }

              @Override
              public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
                return super.settle(settlements.stream().map(this::asItWas).toList());
              }

              private Settlement asItWas(Settlement settlement) {
                return settlement instanceof Settlement.DeadLetter dead
                    ? new Settlement.DeadLetter(
                        dead.receipt(),
                        dead.reason(),
                        dead.description(),
                        Objects.requireNonNull(attributes.get(dead.receipt())))
                    : settlement;
              }
            });
  }

  /** Every subscription has everything. */
  static MessagingProvider filterIsIgnored(MessagingProvider right) {
    return new PassingProvider(right) {
      @Override
      public Optional<ChannelAdmin> admin() {
        return super.admin().map(BrokenBrokers::withoutFilters);
      }
    };
  }

  private static ChannelAdmin withoutFilters(ChannelAdmin right) {
    return new ChannelAdmin() {
      @Override
      public Address createQueue(QueueSpec queue) {
        return right.createQueue(queue);
      }

      @Override
      public Address createTopic(TopicSpec topic) {
        return right.createTopic(topic);
      }

      @Override
      public void subscribe(SubscriptionSpec wanted) {
        right.subscribe(new SubscriptionSpec(wanted.topic(), wanted.queue(), Map.of()));
      }

      @Override
      public void delete(Address address) {
        right.delete(address);
      }

      @Override
      public Optional<Depth> depth(Address address) {
        return right.depth(address);
      }
    };
  }

  /** Nothing that is sent is known from before. */
  static MessagingProvider deduplicationIsForgotten(MessagingProvider right) {
    return Wrong.messages(
        right, message -> Wrong.deduplicated(message, UUID.randomUUID().toString()));
  }
}
