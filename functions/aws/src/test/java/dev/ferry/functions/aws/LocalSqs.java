package dev.ferry.functions.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ferry.peers.aws.AwsPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Queues in this JVM, the real SDK before them, and what an event source mapping does with them.
 */
final class LocalSqs implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final AwsPeer peer = AwsPeer.start();
  private final SqsClient client =
      SqsClient.builder()
          .endpointOverride(peer.sqs())
          .region(Region.of(AwsPeer.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  SqsClient client() {
    return client;
  }

  URI endpoint() {
    return peer.sqs();
  }

  static String arn(String queue) {
    return "arn:aws:sqs:" + AwsPeer.REGION + ":" + AwsPeer.ACCOUNT + ":" + queue;
  }

  String url(String queue) {
    return peer.sqs() + "/" + AwsPeer.ACCOUNT + "/" + queue;
  }

  /** Makes a queue whose leases last a minute. */
  void create(String queue) {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, "60");
    if (queue.endsWith(".fifo")) {
      attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    client.createQueue(request -> request.queueName(queue).attributes(attributes));
  }

  /** Sends a message whose id is its body, in a group or in none. */
  void send(String queue, String body, @Nullable String group) {
    client.sendMessage(
        request -> {
          request
              .queueUrl(url(queue))
              .messageBody(body)
              .messageGroupId(group)
              .messageAttributes(
                  Map.of(
                      "id",
                      MessageAttributeValue.builder()
                          .dataType("String")
                          .stringValue(body)
                          .build()));
          if (queue.endsWith(".fifo")) {
            request.messageDeduplicationId(body);
          }
        });
  }

  /** What there is to receive now; waits a little where nothing is. */
  List<Message> receive(String queue) {
    return receive(queue, Duration.ofSeconds(1));
  }

  List<Message> receive(String queue, Duration wait) {
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(url(queue))
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds((int) wait.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** Receives so many messages, in as many requests as it takes. */
  List<Message> receive(String queue, int messages) {
    List<Message> received = new ArrayList<>();
    for (int ask = 0; received.size() < messages && ask < 2 * messages; ask++) {
      received.addAll(receive(queue));
    }
    return received;
  }

  void delete(String queue, Message message) {
    client.deleteMessage(
        request -> request.queueUrl(url(queue)).receiptHandle(message.receiptHandle()));
  }

  /** How many messages a queue holds: those to receive, and those that are hidden. */
  int depth(String queue) {
    Map<QueueAttributeName, String> counts =
        client
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url(queue))
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  /** The event that Lambda makes of a batch. */
  static byte[] event(String queue, List<Message> batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (Message message : batch) {
        write(json, queue, message);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, String queue, Message message) throws IOException {
    json.writeStartObject();
    json.writeStringField("messageId", message.messageId());
    json.writeStringField("receiptHandle", message.receiptHandle());
    json.writeStringField("body", message.body());
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, String> one : message.attributesAsStrings().entrySet()) {
      json.writeStringField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("messageAttributes");
    for (Map.Entry<String, MessageAttributeValue> one : message.messageAttributes().entrySet()) {
      json.writeObjectFieldStart(one.getKey());
      json.writeStringField("stringValue", one.getValue().stringValue());
      json.writeArrayFieldStart("stringListValues");
      json.writeEndArray();
      json.writeArrayFieldStart("binaryListValues");
      json.writeEndArray();
      json.writeStringField("dataType", one.getValue().dataType());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeStringField("md5OfBody", message.md5OfBody());
    json.writeStringField("eventSource", "aws:sqs");
    json.writeStringField("eventSourceARN", arn(queue));
    json.writeStringField("awsRegion", AwsPeer.REGION);
    json.writeEndObject();
  }

  @Override
  public void close() {
    client.close();
    peer.close();
  }
}
