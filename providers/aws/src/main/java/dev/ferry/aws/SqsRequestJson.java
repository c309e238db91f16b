package dev.ferry.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ferry.aws.direct.DirectJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Requests as the protocol of SQS has them. Entries are named by their place in the batch. */
final class SqsRequestJson {
  private static final String TRACE = "AWSTraceHeader";

  private SqsRequestJson() {}

  /** Writes what an entry has beside its name. */
  private interface Entry<T> {
    void write(JsonGenerator json, T entry) throws IOException;
  }

  static byte[] send(String queueUrl, List<SqsEntry> entries) {
    return batch(
        queueUrl,
        entries,
        (json, entry) -> {
          json.writeStringField("MessageBody", entry.body());
          if (entry.delaySeconds() > 0) {
            json.writeNumberField("DelaySeconds", entry.delaySeconds());
          }
          if (!entry.attributes().isEmpty()) {
            writeAttributes(json, "MessageAttributes", entry.attributes());
          }
          String trace = entry.traceHeader();
          if (trace != null) {
            writeAttributes(json, "MessageSystemAttributes", Map.of(TRACE, trace));
          }
          text(json, "MessageDeduplicationId", entry.deduplicationId());
          text(json, "MessageGroupId", entry.groupId());
        });
  }

  private static void writeAttributes(
      JsonGenerator json, String field, Map<String, String> attributes) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      json.writeObjectFieldStart(attribute.getKey());
      json.writeStringField("StringValue", attribute.getValue());
      json.writeStringField("DataType", "String");
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  static byte[] receive(SqsReceive request) {
    return DirectJson.object(
        json -> {
          json.writeStringField("QueueUrl", request.queueUrl());
          json.writeArrayFieldStart("MessageSystemAttributeNames");
          for (MessageSystemAttributeName name : SdkSqsCalls.READ) {
            json.writeString(name.toString());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("MessageAttributeNames");
          json.writeString("All");
          json.writeEndArray();
          json.writeNumberField("MaxNumberOfMessages", request.max());
          json.writeNumberField("VisibilityTimeout", request.visibilitySeconds());
          json.writeNumberField("WaitTimeSeconds", request.waitSeconds());
          text(json, "ReceiveRequestAttemptId", request.attemptId());
        });
  }

  static byte[] delete(String queueUrl, List<String> receiptHandles) {
    return batch(
        queueUrl, receiptHandles, (json, handle) -> json.writeStringField("ReceiptHandle", handle));
  }

  static byte[] changeVisibility(String queueUrl, List<SqsVisibility> changes) {
    return batch(
        queueUrl,
        changes,
        (json, change) -> {
          json.writeStringField("ReceiptHandle", change.receiptHandle());
          json.writeNumberField("VisibilityTimeout", change.seconds());
        });
  }

  private static <T> byte[] batch(String queueUrl, List<T> entries, Entry<T> writer) {
    return DirectJson.object(
        json -> {
          json.writeStringField("QueueUrl", queueUrl);
          json.writeArrayFieldStart("Entries");
          for (int i = 0; i < entries.size(); i++) {
            json.writeStartObject();
            json.writeStringField("Id", Integer.toString(i));
            writer.write(json, entries.get(i));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
