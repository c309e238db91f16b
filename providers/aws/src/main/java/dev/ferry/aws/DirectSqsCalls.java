package dev.ferry.aws;

import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls past the SDK's client. What does not go well is left to the client, which asks the
 * queue again: as when the SDK repeats a request, a message may be stored twice, or be leased by an
 * answer that nobody read.
 */
final class DirectSqsCalls implements SqsCalls {
  private static final String TARGET = "AmazonSQS.";

  private final DirectRequests requests;
  private final SqsCalls client;

  DirectSqsCalls(DirectRequests requests, SqsCalls client) {
    this.requests = requests;
    this.client = client;
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    DirectAnswer answer = asked("SendMessageBatch", SqsRequestJson.send(queueUrl, entries));
    if (answer != null) {
      try {
        return SqsAnswerJson.sent("publish to '" + queueUrl + "'", entries, answer);
      } catch (IOException unreadable) {
        requests.leaveToClient();
      }
    }
    return client.send(queueUrl, entries);
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    DirectAnswer answer = asked("ReceiveMessage", SqsRequestJson.receive(request));
    if (answer != null) {
      try {
        return SqsAnswerJson.received(answer);
      } catch (IOException unreadable) {
        requests.leaveToClient();
      }
    }
    return client.receive(request);
  }

  @Override
  public List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles) {
    DirectAnswer answer =
        asked("DeleteMessageBatch", SqsRequestJson.delete(queueUrl, receiptHandles));
    if (answer != null) {
      try {
        String operation = "ack a message of '" + queueUrl + "'";
        return SqsAnswerJson.failures(operation, receiptHandles.size(), answer);
      } catch (IOException unreadable) {
        requests.leaveToClient();
      }
    }
    return client.delete(queueUrl, receiptHandles);
  }

  @Override
  public List<@Nullable MessagingException> changeVisibility(
      String queueUrl, List<SqsVisibility> changes) {
    DirectAnswer answer =
        asked("ChangeMessageVisibilityBatch", SqsRequestJson.changeVisibility(queueUrl, changes));
    if (answer != null) {
      try {
        String operation = "change the lease of a message of '" + queueUrl + "'";
        return SqsAnswerJson.failures(operation, changes.size(), answer);
      } catch (IOException unreadable) {
        requests.leaveToClient();
      }
    }
    return client.changeVisibility(queueUrl, changes);
  }

  /** Null where the client is to be asked. */
  private @Nullable DirectAnswer asked(String operation, byte[] body) {
    DirectAnswer answer = requests.send(TARGET + operation, body);
    if (answer == null || answer.succeeded()) {
      return answer;
    }
    requests.leaveToClient();
    return null;
  }

  /** Does nothing: all is somebody else's. */
  @Override
  public void close() {}
}
