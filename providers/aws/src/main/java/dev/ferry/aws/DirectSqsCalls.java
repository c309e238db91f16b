package dev.ferry.aws;

import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls past the SDK's client. What does not go well is left to the client, which asks the
 * queue again: as when the SDK repeats a request, a message may be stored twice, or be leased by an
 * answer that nobody read.
 */
final class DirectSqsCalls implements SqsCalls {
  private static final String TARGET = "AmazonSQS.";

  private final DirectRequests requests;
  private final Supplier<SqsCalls> client;

  DirectSqsCalls(DirectRequests requests, Supplier<SqsCalls> client) {
    this.requests = requests;
    this.client = client;
  }

  /** Reads an answer that succeeded. */
  private interface Reading<R> {
    R read(DirectAnswer answer) throws IOException;
  }

  private <R> R asked(
      String operation, Supplier<byte[]> body, Reading<R> reading, Supplier<R> byClient) {
    DirectAnswer answer = requests.send(TARGET + operation, body);
    if (answer == null) {
      return byClient.get();
    }
    if (answer.succeeded()) {
      try {
        return reading.read(answer);
      } catch (IOException unreadable) {
        // The client asks again.
      }
    }
    requests.leaveToClient();
    return byClient.get();
  }

  @Override
  public List<SendResult> send(String queueUrl, List<SqsEntry> entries) {
    return asked(
        "SendMessageBatch",
        () -> SqsRequestJson.send(queueUrl, entries),
        answer -> SqsAnswerJson.sent("publish to '" + queueUrl + "'", entries, answer),
        () -> client.get().send(queueUrl, entries));
  }

  @Override
  public List<SqsRecord> receive(SqsReceive request) {
    return asked(
        "ReceiveMessage",
        () -> SqsRequestJson.receive(request),
        SqsAnswerJson::received,
        () -> client.get().receive(request));
  }

  @Override
  public List<@Nullable MessagingException> delete(String queueUrl, List<String> receiptHandles) {
    return asked(
        "DeleteMessageBatch",
        () -> SqsRequestJson.delete(queueUrl, receiptHandles),
        answer ->
            SqsAnswerJson.failures(
                "ack a message of '" + queueUrl + "'", receiptHandles.size(), answer),
        () -> client.get().delete(queueUrl, receiptHandles));
  }

  @Override
  public List<@Nullable MessagingException> changeVisibility(
      String queueUrl, List<SqsVisibility> changes) {
    return asked(
        "ChangeMessageVisibilityBatch",
        () -> SqsRequestJson.changeVisibility(queueUrl, changes),
        answer ->
            SqsAnswerJson.failures(
                "change the lease of a message of '" + queueUrl + "'", changes.size(), answer),
        () -> client.get().changeVisibility(queueUrl, changes));
  }

  /** Does nothing: all is somebody else's. */
  @Override
  public void close() {}
}
