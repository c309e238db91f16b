package dev.ferry.host.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.messaging.Body;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What an event source mapping reads from a function's answer: which messages of the batch failed.
 *
 * <p>An empty answer, {@code null}, no list, a null list and an empty list are a complete success;
 * an answer that is no JSON object, an entry without an id, an empty or null id, and an id that is
 * not of the batch are a complete failure.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success
 *     and failure conditions</a>
 */
final class BatchResponse {
  private static final JsonFactory JSON = new JsonFactory();

  private BatchResponse() {}

  /**
   * The ids that failed, all of {@code batch} where the answer means that.
   *
   * @param batch the ids of the batch
   */
  static Set<String> failures(Body answer, Set<String> batch) {
    try (JsonParser json = JSON.createParser(answer.toByteArray())) {
      Set<String> failed = read(json);
      return batch.containsAll(failed) ? failed : batch;
    } catch (IOException malformed) {
      return batch;
    }
  }

  private static Set<String> read(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    Set<String> failed = new HashSet<>();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return failed;
    }
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean failures = json.currentName().equals("batchItemFailures");
      json.nextToken();
      if (failures && !json.hasToken(JsonToken.VALUE_NULL)) {
        readList(json, failed);
      } else {
        json.skipChildren();
      }
    }
    expect(json, JsonToken.END_OBJECT);
    return failed;
  }

  private static void readList(JsonParser json, Set<String> failed) throws IOException {
    expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json, JsonToken.START_OBJECT);
      failed.add(readEntry(json));
    }
  }

  /** The id of an entry; an empty text, which is of no batch, where it has none. */
  private static String readEntry(JsonParser json) throws IOException {
    String id = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean identifier = json.currentName().equals("itemIdentifier");
      json.nextToken();
      if (identifier && json.hasToken(JsonToken.VALUE_STRING)) {
        id = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return id;
  }

  private static void expect(JsonParser json, JsonToken wanted) throws IOException {
    if (!json.hasToken(wanted)) {
      throw new IOException("expected " + wanted + ", found " + json.currentToken());
    }
  }
}
