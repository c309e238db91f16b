package dev.ferry.peers.aws.sns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Sends to the queues of an SQS endpoint, in its JSON protocol. */
final class SqsQueueSender implements QueueSender {
  private static final System.Logger LOG = System.getLogger(SqsQueueSender.class.getName());
  private static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  SqsQueueSender(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void send(String queueArn, Publication message) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint)
              .header("Content-Type", "application/x-amz-json-1.0")
              .header("X-Amz-Target", "AmazonSQS.SendMessage")
              .POST(HttpRequest.BodyPublishers.ofString(json(queueUrl(queueArn), message)))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        LOG.log(System.Logger.Level.WARNING, "drop for {0}: {1}", queueArn, answer.body());
      }
    } catch (IOException unreachable) {
      LOG.log(System.Logger.Level.WARNING, "drop for " + queueArn, unreachable);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private String queueUrl(String queueArn) {
    String[] parts = queueArn.split(":", -1);
    return endpoint + "/" + parts[4] + "/" + parts[5];
  }

  private static String json(String queueUrl, Publication message) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("QueueUrl", queueUrl);
      json.writeStringField("MessageBody", message.body());
      if (message.groupId() != null) {
        json.writeStringField("MessageGroupId", message.groupId());
      }
      if (message.deduplicationId() != null && queueUrl.endsWith(".fifo")) {
        json.writeStringField("MessageDeduplicationId", message.deduplicationId());
      }
      json.writeObjectFieldStart("MessageAttributes");
      for (Map.Entry<String, Attribute> entry : message.attributes().entrySet()) {
        Attribute attribute = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("DataType", attribute.type());
        json.writeStringField(
            attribute.binary() ? "BinaryValue" : "StringValue", attribute.value());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }
}
