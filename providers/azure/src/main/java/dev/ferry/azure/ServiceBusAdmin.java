package dev.ferry.azure;

import com.azure.core.exception.ResourceExistsException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.models.CreateQueueOptions;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.CreateSubscriptionOptions;
import com.azure.messaging.servicebus.administration.models.CreateTopicOptions;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.SubscriptionRuntimeProperties;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes queues, topics and subscriptions of one namespace, over HTTP and with the right
 * to manage it, which functions need not have. A queue on a topic has a subscription of its name
 * there, which forwards to it. Safe for use by several threads.
 */
final class ServiceBusAdmin implements ChannelAdmin {
  private static final String RULE = "filter";

  private final String namespace;
  private final ServiceBusAdministrationClient client;

  /** Of a namespace, which the client connects to with its first request. */
  ServiceBusAdmin(String namespace, ServiceBusAdministrationClient client) {
    this.namespace = namespace;
    this.client = client;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    String operation = "create queue '" + queue.name() + "'";
    if (queue.partitions() > 0) {
      throw MessagingException.unsupported(
          operation
              + ": Service Bus has no partitions to choose; it keeps the order of keys without");
    }
    if (queue.ackDeadline().compareTo(ServiceBusLimits.SHORTEST_LOCK) < 0
        || queue.ackDeadline().compareTo(ServiceBusLimits.LONGEST_LOCK) > 0) {
      throw MessagingException.unsupported(
          operation + ": a lock lasts from 5s to 5m, not " + queue.ackDeadline());
    }
    CreateQueueOptions wanted = options(queue);
    try {
      client.createQueue(queue.name(), wanted);
    } catch (ResourceExistsException exists) {
      QueueProperties is = asked(operation, () -> client.getQueue(queue.name()));
      if (!isAsWanted(is, wanted)) {
        throw ServiceBusErrors.of(operation, exists);
      }
    } catch (RuntimeException failed) {
      throw ServiceBusErrors.of(operation, failed);
    }
    return EntityAddress.queue(namespace, queue);
  }

  private static CreateQueueOptions options(QueueSpec queue) {
    CreateQueueOptions options =
        new CreateQueueOptions()
            .setLockDuration(queue.ackDeadline())
            .setDefaultMessageTimeToLive(queue.retention())
            .setDeadLetteringOnMessageExpiration(true)
            .setSessionRequired(queue.ordered())
            .setMaxDeliveryCount(
                queue.maxDeliveries() == 0
                    ? ServiceBusLimits.MOST_DELIVERIES
                    : Math.min(queue.maxDeliveries(), ServiceBusLimits.MOST_DELIVERIES));
    Duration window = queue.deduplicationWindow();
    if (!window.isZero()) {
      options.setDuplicateDetectionRequired(true).setDuplicateDetectionHistoryTimeWindow(window);
    }
    String dead = queue.deadLetterQueue();
    return dead == null ? options : options.setForwardDeadLetteredMessagesTo(dead);
  }

  private static boolean isAsWanted(QueueProperties is, CreateQueueOptions wanted) {
    boolean remembersAsLong =
        is.isDuplicateDetectionRequired() == wanted.isDuplicateDetectionRequired()
            && (!wanted.isDuplicateDetectionRequired()
                || is.getDuplicateDetectionHistoryTimeWindow()
                    .equals(wanted.getDuplicateDetectionHistoryTimeWindow()));
    return remembersAsLong
        && is.getLockDuration().equals(wanted.getLockDuration())
        && is.getDefaultMessageTimeToLive().equals(wanted.getDefaultMessageTimeToLive())
        && is.isSessionRequired() == wanted.isSessionRequired()
        && is.getMaxDeliveryCount() == wanted.getMaxDeliveryCount()
        && Objects.equals(
            lastPart(is.getForwardDeadLetteredMessagesTo()),
            lastPart(wanted.getForwardDeadLetteredMessagesTo()));
  }

  /** The name of an entity that may be written as a URL. */
  private static String lastPart(@Nullable String entity) {
    return entity == null ? "" : entity.substring(entity.lastIndexOf('/') + 1);
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    CreateTopicOptions options = new CreateTopicOptions().setOrderingSupported(topic.ordered());
    if (!topic.deduplicationWindow().isZero()) {
      options
          .setDuplicateDetectionRequired(true)
          .setDuplicateDetectionHistoryTimeWindow(topic.deduplicationWindow());
    }
    created("create topic '" + topic.name() + "'", () -> client.createTopic(topic.name(), options));
    return EntityAddress.topic(namespace, topic);
  }

  @Override
  public void subscribe(SubscriptionSpec wanted) {
    CreateSubscriptionOptions options =
        new CreateSubscriptionOptions()
            .setForwardTo(wanted.queue())
            .setMaxDeliveryCount(ServiceBusLimits.MOST_DELIVERIES);
    String operation = "subscribe '" + wanted.queue() + "' to '" + wanted.topic() + "'";
    created(
        operation,
        () ->
            wanted.filter().isEmpty()
                ? client.createSubscription(wanted.topic(), wanted.queue(), options)
                : client.createSubscription(
                    wanted.topic(),
                    wanted.queue(),
                    RULE,
                    options,
                    new CreateRuleOptions(new SqlRuleFilter(SqlFilter.of(wanted.filter())))));
  }

  /** Makes what may be there already. */
  private static void created(String operation, Supplier<?> creation) {
    try {
      asked(operation, creation);
    } catch (MessagingException failed) {
      if (failed.code() != ErrorCode.ALREADY_EXISTS) {
        throw failed;
      }
    }
  }

  @Override
  public void delete(Address address) {
    ServiceBusAddress parsed = ServiceBusAddress.of(address);
    String topic = parsed.subscribedTopic();
    try {
      if (topic != null) {
        client.deleteSubscription(topic, parsed.subscription());
      } else if (parsed.topic()) {
        client.deleteTopic(parsed.entity());
      } else {
        client.deleteQueue(parsed.entity());
      }
    } catch (ResourceNotFoundException gone) {
      return;
    } catch (RuntimeException failed) {
      throw ServiceBusErrors.of("delete '" + address + "'", failed);
    }
  }

  /** Service Bus counts what is locked among what is active, so {@code leased} is always 0. */
  @Override
  public Optional<Depth> depth(Address address) {
    ServiceBusAddress parsed = ServiceBusAddress.of(address);
    if (parsed.topic()) {
      return Optional.empty();
    }
    String operation = "ask the depth of '" + address + "'";
    String topic = parsed.subscribedTopic();
    if (topic != null) {
      SubscriptionRuntimeProperties is =
          asked(
              operation,
              () -> client.getSubscriptionRuntimeProperties(topic, parsed.subscription()));
      return Optional.of(
          parsed.deadLetters()
              ? new Depth(is.getDeadLetterMessageCount(), 0, 0)
              : new Depth(is.getActiveMessageCount(), 0, 0));
    }
    QueueRuntimeProperties is =
        asked(operation, () -> client.getQueueRuntimeProperties(parsed.entity()));
    return Optional.of(
        parsed.deadLetters()
            ? new Depth(is.getDeadLetterMessageCount(), 0, 0)
            : new Depth(is.getActiveMessageCount(), 0, is.getScheduledMessageCount()));
  }

  private static <T> T asked(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException failed) {
      throw ServiceBusErrors.of(operation, failed);
    }
  }
}
