package dev.ferry.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.aws.direct.DirectJson;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the protocol of SQS has them.
 *
 * <p>Each method throws an {@link IOException} when the answer is no such JSON, or when something
 * was changed on its way between us and the queue.
 */
final class SqsAnswerJson {
  private SqsAnswerJson() {}

  /** Reads the value of one field of an object, at its first token. */
  private interface Field {
    void read(String name, JsonParser json) throws IOException;
  }

  /** Reads all fields of the object whose start was read. */
  private static void readObject(JsonParser json, Field field) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      field.read(name, json);
      if (json.currentToken().isStructStart()) {
        json.skipChildren();
      }
    }
  }

  /** Reads what follows the start of an object. */
  private interface Element {
    void read() throws IOException;
  }

  /** Reads all objects of the array that begins here. */
  private static void readObjects(JsonParser json, Element element) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        element.read();
      }
    }
  }

  private static void readAnswer(DirectAnswer answer, Field field) throws IOException {
    try (JsonParser json = DirectJson.parser(answer)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      readObject(json, field);
    }
  }

  /** Each entry's fate, in order. */
  static List<SendResult> sent(String operation, List<SqsEntry> entries, DirectAnswer answer)
      throws IOException {
    List<SendResult> fates =
        new ArrayList<>(Collections.nCopies(entries.size(), SdkSqsCalls.unanswered(operation)));
    readAnswer(
        answer,
        (name, json) -> {
          if (name.equals("Successful")) {
            readObjects(json, () -> readStored(json, entries, fates));
          } else if (name.equals("Failed")) {
            readObjects(json, () -> readRefused(json, operation, fates));
          }
        });
    return fates;
  }

  private static void readStored(JsonParser json, List<SqsEntry> entries, List<SendResult> fates)
      throws IOException {
    Map<String, String> stored = readTexts(json);
    int place = place(stored, entries.size());
    check(entries.get(place), stored);
    fates.set(place, new SendResult.Sent(required(stored, "MessageId")));
  }

  private static void readRefused(JsonParser json, String operation, List<SendResult> fates)
      throws IOException {
    Map<String, String> failed = readTexts(json);
    MessagingException reason =
        AwsErrors.ofEntry(
            operation, required(failed, "Code"), failed.get("Message"), sendersFault(failed));
    fates.set(place(failed, fates.size()), new SendResult.Refused(reason));
  }

  private static void check(SqsEntry entry, Map<String, String> stored) throws IOException {
    Md5.check(entry.body(), stored.get("MD5OfMessageBody"));
    Map<String, Md5.Value> attributes = new HashMap<>();
    entry.attributes().forEach((name, value) -> attributes.put(name, Md5.Value.of(value)));
    Md5.check(attributes, stored.get("MD5OfMessageAttributes"));
  }

  /** For each entry null, or why it did not take effect. */
  static List<@Nullable MessagingException> failures(
      String operation, int entries, DirectAnswer answer) throws IOException {
    List<@Nullable MessagingException> failures =
        new ArrayList<>(Collections.nCopies(entries, null));
    readAnswer(
        answer,
        (name, json) -> {
          if (name.equals("Failed")) {
            readObjects(json, () -> readFailure(json, operation, failures));
          }
        });
    return failures;
  }

  private static void readFailure(
      JsonParser json, String operation, List<@Nullable MessagingException> failures)
      throws IOException {
    Map<String, String> failed = readTexts(json);
    MessagingException reason =
        AwsErrors.ofSettlement(
            operation, required(failed, "Code"), failed.get("Message"), sendersFault(failed));
    failures.set(place(failed, failures.size()), reason);
  }

  /** The fields of an object that are no objects themselves. */
  private static Map<String, String> readTexts(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    readObject(
        json,
        (name, value) -> {
          if (value.currentToken().isScalarValue()) {
            texts.put(name, value.getText());
          }
        });
    return texts;
  }

  private static int place(Map<String, String> entry, int entries) throws IOException {
    try {
      int place = Integer.parseInt(required(entry, "Id"));
      if (place >= 0 && place < entries) {
        return place;
      }
    } catch (NumberFormatException notOurs) {
      // Told below.
    }
    throw new IOException("an entry that was not sent");
  }

  private static String required(Map<String, String> texts, String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException("no " + name);
    }
    return text;
  }

  private static boolean sendersFault(Map<String, String> failed) {
    return Boolean.parseBoolean(failed.get("SenderFault"));
  }

  /** Messages. */
  static List<SqsRecord> received(DirectAnswer answer) throws IOException {
    List<SqsRecord> messages = new ArrayList<>();
    readAnswer(
        answer,
        (name, json) -> {
          if (name.equals("Messages")) {
            readObjects(json, () -> messages.add(readMessage(json)));
          }
        });
    return messages;
  }

  private static SqsRecord readMessage(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> system = new HashMap<>();
    Map<String, Md5.Value> attributes = new HashMap<>();
    readObject(
        json,
        (name, value) -> {
          if (value.currentToken().isScalarValue()) {
            texts.put(name, value.getText());
          } else if (name.equals("Attributes")) {
            system.putAll(readTexts(value));
          } else if (name.equals("MessageAttributes")) {
            readObject(
                value,
                (attribute, fields) ->
                    attributes.put(attribute, Md5.Value.read(readTexts(fields))));
          }
        });
    String body = required(texts, "Body");
    Md5.check(body, texts.get("MD5OfBody"));
    Md5.check(attributes, texts.get("MD5OfMessageAttributes"));
    Map<String, String> values = new HashMap<>();
    attributes.forEach((name, value) -> values.put(name, value.text()));
    return new SqsRecord(
        required(texts, "MessageId"), required(texts, "ReceiptHandle"), body, system, values);
  }
}
