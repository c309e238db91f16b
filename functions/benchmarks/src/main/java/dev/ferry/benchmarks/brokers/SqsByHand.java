package dev.ferry.benchmarks.brokers;

import dev.ferry.messaging.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * SQS by hand, as somebody writes it on the SDK's synchronous client, which Ferry uses too: full
 * batches with one attribute as large as Ferry's; each consuming thread receives a batch, deletes
 * it, and receives the next.
 */
final class SqsByHand implements Way {
  static final int BATCH = 10;

  /** Short, so that what still waits when all has come does not take part in the next round. */
  static final int WAIT_SECONDS = 1;

  private static final String METADATA = "v=1&id=0b1c0b7e-2c5e-4d3a-9a41-3b1f5f6f7a80";

  private final SqsClient client;
  private final String queueUrl;

  SqsByHand(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  @Override
  public void publish(List<Message> messages, int threads) throws InterruptedException {
    Crew.share(messages, threads, this::publish).await();
  }

  private void publish(List<Message> messages) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> batch = new ArrayList<>(BATCH);
      for (Message message : messages.subList(from, Math.min(from + BATCH, messages.size()))) {
        batch.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(batch.size()))
                .messageBody(message.body().utf8())
                .messageAttributes(
                    Map.of(
                        "ferry",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue(METADATA)
                            .build()))
                .build());
      }
      client.sendMessageBatch(ask -> ask.queueUrl(queueUrl).entries(batch));
    }
  }

  @Override
  public Consuming consumer(int messages, int threads) {
    Crew.Countdown left = new Crew.Countdown(messages);
    return new Consuming() {
      private Crew crew = Crew.start(0, () -> {});

      @Override
      public void run() throws InterruptedException {
        crew = Crew.start(threads, () -> consume(left));
        left.await();
      }

      @Override
      public void close() {
        crew.end();
      }
    };
  }

  private void consume(Crew.Countdown left) {
    while (!left.over()) {
      List<DeleteMessageBatchRequestEntry> done = new ArrayList<>(BATCH);
      for (var message :
          client
              .receiveMessage(
                  ask ->
                      ask.queueUrl(queueUrl)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds(WAIT_SECONDS)
                          .messageAttributeNames("All"))
              .messages()) {
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      if (!done.isEmpty()) {
        client.deleteMessageBatch(ask -> ask.queueUrl(queueUrl).entries(done));
        left.done(done.size());
      }
    }
  }
}
