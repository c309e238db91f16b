package dev.ferry.aws;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * Sends to one topic, for queues behind it with raw delivery. SNS has no system attributes: a trace
 * context travels as {@code traceparent} only.
 */
final class SnsPublisher implements PublisherDriver {
  private final SnsClient client;
  private final SnsAddress address;
  private final String arn;
  private volatile boolean closed;

  SnsPublisher(SnsClient client, SnsAddress address, String arn) {
    this.client = client;
    this.address = address;
    this.arn = arn;
  }

  @Override
  public Capabilities capabilities() {
    return SqsLimits.topic(address.fifo());
  }

  @Override
  public int sizeBytes(Body body) {
    return TextBody.sizeBytes(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    if (closed) {
      throw MessagingException.cancelled("publish to '" + address.topic() + "': closed");
    }
    return Sending.send(batch, address.topic(), address.fifo(), this::publish);
  }

  private List<SendResult> publish(List<SqsEntry> entries) {
    List<PublishBatchRequestEntry> batch = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      batch.add(entry(Integer.toString(i), entries.get(i)));
    }
    String operation = "publish to '" + arn + "'";
    try {
      PublishBatchResponse answer =
          client.publishBatch(ask -> ask.topicArn(arn).publishBatchRequestEntries(batch));
      return results(operation, answer, entries.size());
    } catch (SdkException failed) {
      throw AwsErrors.of(operation, failed);
    }
  }

  private static PublishBatchRequestEntry entry(String id, SqsEntry entry) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    entry
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    return PublishBatchRequestEntry.builder()
        .id(id)
        .message(entry.body())
        .messageAttributes(attributes)
        .messageGroupId(entry.groupId())
        .messageDeduplicationId(entry.deduplicationId())
        .build();
  }

  private static List<SendResult> results(
      String operation, PublishBatchResponse answer, int entries) {
    Map<String, SendResult> fates = new HashMap<>();
    answer.successful().forEach(one -> fates.put(one.id(), new SendResult.Sent(one.messageId())));
    for (BatchResultErrorEntry one : answer.failed()) {
      fates.put(
          one.id(),
          new SendResult.Refused(
              AwsErrors.ofEntry(
                  operation, one.code(), one.message(), Boolean.TRUE.equals(one.senderFault()))));
    }
    List<SendResult> results = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      SendResult fate = fates.get(Integer.toString(i));
      results.add(
          fate == null
              ? new SendResult.Refused(
                  AwsErrors.ofEntry(operation, "InternalFailure", "no answer for it", false))
              : fate);
    }
    return results;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(client) ? Optional.of(type.cast(client)) : Optional.empty();
  }

  /** Refuses what comes later; the client is the provider's. */
  @Override
  public void close() {
    closed = true;
  }
}
