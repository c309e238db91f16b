package dev.ferry.host.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ferry.messaging.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The event that a function gets for a batch of messages.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">example events</a>
 */
final class SqsEvent {
  private static final JsonFactory JSON = new JsonFactory();

  private SqsEvent() {}

  static Body of(List<Message> batch, String queueArn) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (Message message : batch) {
        write(json, message, queueArn);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Body.wrap(bytes.toByteArray());
  }

  private static void write(JsonGenerator json, Message message, String arn) throws IOException {
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
      json.writeFieldName(one.getKey());
      write(json, one.getValue());
    }
    json.writeEndObject();
    if (message.md5OfMessageAttributes() != null) {
      json.writeStringField("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    json.writeStringField("md5OfBody", message.md5OfBody());
    json.writeStringField("eventSource", "aws:sqs");
    json.writeStringField("eventSourceARN", arn);
    json.writeStringField("awsRegion", arn.split(":", 5)[3]);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MessageAttributeValue value) throws IOException {
    json.writeStartObject();
    if (value.binaryValue() != null) {
      json.writeBinaryField("binaryValue", value.binaryValue().asByteArray());
    } else {
      json.writeStringField("stringValue", value.stringValue());
    }
    json.writeArrayFieldStart("stringListValues");
    json.writeEndArray();
    json.writeArrayFieldStart("binaryListValues");
    json.writeEndArray();
    json.writeStringField("dataType", value.dataType());
    json.writeEndObject();
  }
}
