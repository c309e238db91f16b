package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The calls through the SDK's sync client. Entries are named by their place in the batch. */
final class SdkSqsCalls implements SqsCalls {
  /** What is read of what the broker says of a message. */
  static final List<MessageSystemAttributeName> READ =
      List.of(
          MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
          MessageSystemAttributeName.SENT_TIMESTAMP,
          MessageSystemAttributeName.MESSAGE_GROUP_ID,
          MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
          MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
          MessageSystemAttributeName.AWS_TRACE_HEADER);

  private final SqsClient client;

  SdkSqsCalls(SqsClient client) {
    this.client = client;
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      batch.add(entry(Integer.toString(i), entries.get(i)));
    }
    String operation = "publish to '" + queueUrl + "'";
    SendMessageBatchResponse answer =
        asked(operation, () -> client.sendMessageBatch(b -> b.queueUrl(queueUrl).entries(batch)));
    Map<String, SendResult> fates = new HashMap<>();
    answer.successful().forEach(one -> fates.put(one.id(), new SendResult.Sent(one.messageId())));
    for (BatchResultErrorEntry one : answer.failed()) {
      fates.put(one.id(), new SendResult.Refused(refusal(operation, one)));
    }
    List<SendResult> results = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      SendResult fate = fates.get(Integer.toString(i));
      results.add(fate == null ? unanswered(operation) : fate);
    }
    return results;
  }

  private static SendMessageBatchRequestEntry entry(String id, SqsEntry entry) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    entry
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    SendMessageBatchRequestEntry.Builder built =
        SendMessageBatchRequestEntry.builder()
            .id(id)
            .messageBody(entry.body())
            .messageAttributes(attributes)
            .messageGroupId(entry.groupId())
            .messageDeduplicationId(entry.deduplicationId());
    if (entry.delaySeconds() > 0) {
      built.delaySeconds(entry.delaySeconds());
    }
    String trace = entry.traceHeader();
    if (trace != null) {
      built.messageSystemAttributes(
          Map.of(
              MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
              MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build()));
    }
    return built.build();
  }

  private static MessagingException refusal(String operation, BatchResultErrorEntry entry) {
    return AwsErrors.ofEntry(
        operation, entry.code(), entry.message(), Boolean.TRUE.equals(entry.senderFault()));
  }

  /** The fate of an entry of which the answer says nothing. */
  static SendResult unanswered(String operation) {
    return new SendResult.Refused(
        AwsErrors.ofEntry(operation, "InternalFailure", "no answer for this entry", false));
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    ReceiveMessageRequest ask =
        ReceiveMessageRequest.builder()
            .queueUrl(request.queueUrl())
            .maxNumberOfMessages(request.max())
            .waitTimeSeconds(request.waitSeconds())
            .visibilityTimeout(request.visibilitySeconds())
            .receiveRequestAttemptId(request.attemptId())
            .messageSystemAttributeNames(READ)
            .messageAttributeNames("All")
            .build();
    return asked("receive from '" + request.queueUrl() + "'", () -> client.receiveMessage(ask))
        .messages()
        .stream()
        .map(SdkSqsCalls::raw)
        .toList();
  }

  private static SqsRecord raw(Message message) {
    Map<String, String> attributes = new HashMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, text(value)));
    return new SqsRecord(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        message.attributesAsStrings(),
        attributes);
  }

  private static String text(MessageAttributeValue value) {
    if (value.stringValue() != null) {
      return value.stringValue();
    }
    return value.binaryValue() == null
        ? ""
        : Base64.getEncoder().encodeToString(value.binaryValue().asByteArrayUnsafe());
  }

  @Override
  public List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles) {
    List<DeleteMessageBatchRequestEntry> batch = new ArrayList<>(receiptHandles.size());
    for (String handle : receiptHandles) {
      batch.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(batch.size()))
              .receiptHandle(handle)
              .build());
    }
    String operation = "ack a message of '" + queueUrl + "'";
    return failures(
        operation,
        batch.size(),
        asked(operation, () -> client.deleteMessageBatch(b -> b.queueUrl(queueUrl).entries(batch)))
            .failed());
  }

  @Override
  public List<@Nullable MessagingException> changeVisibility(
      String queueUrl, List<SqsVisibility> changes) {
    List<ChangeMessageVisibilityBatchRequestEntry> batch = new ArrayList<>(changes.size());
    for (SqsVisibility change : changes) {
      batch.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(batch.size()))
              .receiptHandle(change.receiptHandle())
              .visibilityTimeout(change.seconds())
              .build());
    }
    String operation = "change the lease of a message of '" + queueUrl + "'";
    return failures(
        operation,
        batch.size(),
        asked(
                operation,
                () -> client.changeMessageVisibilityBatch(b -> b.queueUrl(queueUrl).entries(batch)))
            .failed());
  }

  private static List<@Nullable MessagingException> failures(
      String operation, int entries, List<BatchResultErrorEntry> failed) {
    List<@Nullable MessagingException> failures =
        new ArrayList<>(Collections.nCopies(entries, null));
    for (BatchResultErrorEntry entry : failed) {
      failures.set(
          Integer.parseInt(entry.id()),
          AwsErrors.ofSettlement(
              operation, entry.code(), entry.message(), Boolean.TRUE.equals(entry.senderFault())));
    }
    return failures;
  }

  private static <T> T asked(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failed) {
      throw AwsErrors.of(operation, failed);
    }
  }

  /** Does nothing: the client is somebody else's. */
  @Override
  public void close() {}
}
