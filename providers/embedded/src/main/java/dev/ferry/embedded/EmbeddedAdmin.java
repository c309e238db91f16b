package dev.ferry.embedded;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and removes the channels of a broker, as strictly as SQS and SNS. Thread-safe. */
final class EmbeddedAdmin implements ChannelAdmin {
  private final Channels channels;
  private final Environment environment;

  EmbeddedAdmin(Channels channels, Environment environment) {
    this.channels = channels;
    this.environment = environment;
  }

  @Override
  public Address createQueue(QueueSpec wanted) {
    SpecRules.check(wanted);
    Channel channel =
        channels.computeIfAbsent(
            wanted.name(), name -> new Queue(wanted, deadLetters(wanted), environment));
    if (channel instanceof Queue queue && queue.spec().equals(wanted)) {
      return address(wanted.name());
    }
    throw Failures.exists("create queue", wanted.name());
  }

  private @Nullable Queue deadLetters(QueueSpec wanted) {
    String name = wanted.deadLetterQueue();
    if (name == null) {
      return null;
    }
    Queue queue = channels.queue("create queue '" + wanted.name() + "': dead-letter queue", name);
    if (queue.spec().ordered() != wanted.ordered()) {
      throw MessagingException.invalid(
          "create queue '%s': it and its dead-letter queue '%s' are not of one kind; order both or neither"
              .formatted(wanted.name(), name));
    }
    return queue;
  }

  @Override
  public Address createTopic(TopicSpec wanted) {
    SpecRules.check(wanted);
    Channel channel =
        channels.computeIfAbsent(wanted.name(), name -> new Topic(wanted, environment));
    if (channel instanceof Topic topic && topic.spec().equals(wanted)) {
      return address(wanted.name());
    }
    throw Failures.exists("create topic", wanted.name());
  }

  @Override
  public void subscribe(SubscriptionSpec wanted) {
    Topic topic = channels.topic("subscribe to", wanted.topic());
    Queue queue = channels.queue("subscribe to '" + wanted.topic() + "'", wanted.queue());
    if (queue.spec().ordered() && !topic.spec().ordered()) {
      throw MessagingException.invalid(
          "subscribe to '%s': it keeps no order for queue '%s'; order the topic too"
              .formatted(wanted.topic(), wanted.queue()));
    }
    topic.subscribe(wanted, queue);
  }

  @Override
  public void delete(Address address) {
    channels.delete(address.name());
  }

  @Override
  public Optional<Depth> depth(Address address) {
    return channels.find("ask the depth of", address.name()) instanceof Queue queue
        ? Optional.of(queue.depth())
        : Optional.empty();
  }

  private static Address address(String name) {
    return Address.parse(EmbeddedProvider.SCHEME + ":" + name);
  }
}
