package dev.ferry.dynamodb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.aws.direct.DirectJson;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.messaging.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers as DynamoDB's protocol has them; empty for those that say something else. */
final class AnswerJson {
  private static final String CONDITION_FAILED = "ConditionalCheckFailedException";

  private AnswerJson() {}

  /** The item that was in a write's way; none where there is no such item. */
  record InTheWay(Map<String, RecordValue> item) {
    @Nullable Map<String, RecordValue> orNull() {
      return item.isEmpty() ? null : item;
    }
  }

  /** What a refused write's condition met. */
  static Optional<InTheWay> conditionFailed(DirectAnswer answer) {
    boolean refused = false;
    Map<String, RecordValue> item = Map.of();
    try (JsonParser json = DirectJson.parser(answer)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (name.equals("__type")) {
          refused = named(json.getText()).equals(CONDITION_FAILED);
        } else if (name.equals("Item") && value == JsonToken.START_OBJECT) {
          item = readItem(json);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException noJson) {
      return Optional.empty();
    }
    return refused ? Optional.of(new InTheWay(item)) : Optional.empty();
  }

  /** A type without its name space. */
  private static String named(String type) {
    return type.substring(type.indexOf('#') + 1);
  }

  private static Map<String, RecordValue> readItem(JsonParser json) throws IOException {
    Map<String, RecordValue> item = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      RecordValue value = readValue(json);
      if (value != null) {
        item.put(name, value);
      }
    }
    return item;
  }

  /** Null for a kind that no record has. */
  private static @Nullable RecordValue readValue(JsonParser json) throws IOException {
    RecordValue value = null;
    for (String kind = json.nextFieldName(); kind != null; kind = json.nextFieldName()) {
      json.nextToken();
      switch (kind) {
        case "S" -> value = new RecordValue.Text(json.getText());
        case "N" -> value = new RecordValue.Numeric(json.getText());
        case "B" -> value = new RecordValue.Bytes(Body.wrap(json.getBinaryValue()));
        default -> json.skipChildren();
      }
    }
    return value;
  }

  /** The code of each statement's error, in order; empty for one that took effect. */
  static Optional<List<String>> statementErrors(DirectAnswer answer) {
    List<String> codes = new ArrayList<>();
    try (JsonParser json = DirectJson.parser(answer)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (name.equals("Responses") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            codes.add(readError(json));
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException noJson) {
      return Optional.empty();
    }
    return Optional.of(codes);
  }

  private static String readError(JsonParser json) throws IOException {
    String code = "";
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("Error") && value == JsonToken.START_OBJECT) {
        code = readCode(json);
      } else {
        json.skipChildren();
      }
    }
    return code;
  }

  private static String readCode(JsonParser json) throws IOException {
    String code = "Unknown";
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("Code") && value == JsonToken.VALUE_STRING) {
        code = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return code;
  }
}
