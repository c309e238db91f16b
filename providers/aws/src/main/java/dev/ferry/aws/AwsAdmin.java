package dev.ferry.aws;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Makes and removes queues, topics and subscriptions of the client's account, for tests and local
 * hosts. The name of an ordered one ends in {@code .fifo}: it is added where it is missing. Safe
 * for use by several threads.
 */
final class AwsAdmin implements ChannelAdmin {
  private static final String FIFO = ".fifo";

  private final Supplier<SqsClient> sqs;
  private final OnDemand<SnsClient> sns;

  AwsAdmin(Supplier<SqsClient> sqs, OnDemand<SnsClient> sns) {
    this.sqs = sqs;
    this.sns = sns;
  }

  @Override
  public Address createQueue(QueueSpec queue) {
    String name = named(queue.name(), queue.ordered());
    String operation = "create queue '" + name + "'";
    requireAws(operation, queue.ordered(), !queue.deduplicationWindow().isZero());
    if (queue.partitions() > 0) {
      throw MessagingException.unsupported(operation + ": SQS has no partitions");
    }
    Map<QueueAttributeName, String> settings = new HashMap<>();
    settings.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(queue.ackDeadline().toSeconds()));
    settings.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD, Long.toString(queue.retention().toSeconds()));
    if (queue.ordered()) {
      settings.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    String deadLetters = queue.deadLetterQueue();
    if (deadLetters != null && queue.maxDeliveries() > 0) {
      settings.put(
          QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
              .formatted(
                  arn(operation, named(deadLetters, queue.ordered())), queue.maxDeliveries()));
    }
    asked(operation, () -> sqs.get().createQueue(ask -> ask.queueName(name).attributes(settings)));
    return Address.parse(SqsAddress.SCHEME + ":" + name);
  }

  @Override
  public Address createTopic(TopicSpec topic) {
    String name = named(topic.name(), topic.ordered());
    String operation = "create topic '" + name + "'";
    requireAws(operation, topic.ordered(), !topic.deduplicationWindow().isZero());
    Map<String, String> settings = topic.ordered() ? Map.of("FifoTopic", "true") : Map.of();
    asked(operation, () -> sns.get().createTopic(ask -> ask.name(name).attributes(settings)));
    return Address.parse(SnsAddress.SCHEME + ":" + name);
  }

  private static void requireAws(String operation, boolean ordered, boolean remembers) {
    if (ordered != remembers) {
      throw MessagingException.unsupported(
          operation
              + ": what is ordered remembers deduplication ids for 5 minutes; nothing else does");
    }
  }

  private static String named(String name, boolean ordered) {
    return ordered && !name.endsWith(FIFO) ? name + FIFO : name;
  }

  /** Raw delivery, for messages of the filter; the queue lets topics of its account send. */
  @Override
  public void subscribe(SubscriptionSpec subscription) {
    String operation = "subscribe '" + subscription.queue() + "' to '" + subscription.topic() + "'";
    String queue = existing(subscription.queue(), name -> arn(operation, name));
    QueueArn arn = QueueArn.parse(queue);
    String topic =
        existing(
            subscription.topic(),
            name ->
                topicArn(
                    operation, SnsAddress.arn(arn.partition(), arn.region(), arn.account(), name)));
    allowTopics(operation, arn);
    Map<String, String> settings = new HashMap<>(Map.of("RawMessageDelivery", "true"));
    if (!subscription.filter().isEmpty()) {
      settings.put("FilterPolicy", FilterPolicyJson.of(subscription.filter()));
    }
    asked(
        operation,
        () ->
            sns.get()
                .subscribe(
                    ask ->
                        ask.topicArn(topic).protocol("sqs").endpoint(queue).attributes(settings)));
  }

  private interface Lookup {
    String find(String name);
  }

  /** By the name as it is, else with .fifo behind it. */
  private static String existing(String name, Lookup lookup) {
    try {
      return lookup.find(name);
    } catch (MessagingException missing) {
      if (missing.code() != ErrorCode.NOT_FOUND || name.endsWith(FIFO)) {
        throw missing;
      }
      return lookup.find(name + FIFO);
    }
  }

  private String topicArn(String operation, String arn) {
    asked(operation, () -> sns.get().getTopicAttributes(ask -> ask.topicArn(arn)));
    return arn;
  }

  private void allowTopics(String operation, QueueArn queue) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"%s",\
        "Condition":{"StringEquals":{"aws:SourceAccount":"%s"}}}]}"""
            .formatted(queue, queue.account());
    String url = url(operation, queue.name());
    asked(
        operation,
        () ->
            sqs.get()
                .setQueueAttributes(
                    ask ->
                        ask.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy))));
  }

  @Override
  public void delete(Address address) {
    try {
      if (address.scheme().equals(SnsAddress.SCHEME)) {
        SnsAddress topic = SnsAddress.of(address);
        String arn = SnsLookup.arn(sns.get(), topic);
        asked("delete '" + address + "'", () -> sns.get().deleteTopic(ask -> ask.topicArn(arn)));
      } else {
        String url = SqsLookup.url(sqs.get(), SqsAddress.of(address));
        asked("delete '" + address + "'", () -> sqs.get().deleteQueue(ask -> ask.queueUrl(url)));
      }
    } catch (MessagingException failed) {
      if (failed.code() != ErrorCode.NOT_FOUND) {
        throw failed;
      }
    }
  }

  @Override
  public Optional<Depth> depth(Address address) {
    if (address.scheme().equals(SnsAddress.SCHEME)) {
      return Optional.empty();
    }
    String operation = "ask the depth of '" + address + "'";
    String url = SqsLookup.url(sqs.get(), SqsAddress.of(address));
    Map<QueueAttributeName, String> numbers =
        attributes(
            operation,
            url,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    return Optional.of(
        new Depth(
            number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
            number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
            number(numbers, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)));
  }

  private static long number(Map<QueueAttributeName, String> numbers, QueueAttributeName name) {
    return Long.parseLong(numbers.getOrDefault(name, "0"));
  }

  private String arn(String operation, String queue) {
    String arn =
        attributes(operation, url(operation, queue), QueueAttributeName.QUEUE_ARN)
            .get(QueueAttributeName.QUEUE_ARN);
    if (arn == null) {
      throw new MessagingException(
          ErrorCode.UNKNOWN, false, operation + ": SQS did not tell the ARN of '" + queue + "'");
    }
    return arn;
  }

  private String url(String operation, String queue) {
    return asked(operation, () -> sqs.get().getQueueUrl(ask -> ask.queueName(queue))).queueUrl();
  }

  private Map<QueueAttributeName, String> attributes(
      String operation, String url, QueueAttributeName... names) {
    return asked(
            operation,
            () -> sqs.get().getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(names)))
        .attributes();
  }

  private static <T> T asked(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failed) {
      throw AwsErrors.of(operation, failed);
    }
  }
}
