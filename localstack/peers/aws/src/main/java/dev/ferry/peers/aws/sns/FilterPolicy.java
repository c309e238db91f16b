package dev.ferry.peers.aws.sns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages a subscription wants, by their attributes: of each attribute that is named, one
 * condition holds.
 *
 * @param conditions by attribute
 */
record FilterPolicy(Map<String, List<Condition>> conditions) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Every message. */
  static final FilterPolicy ALL = new FilterPolicy(Map.of());

  /** The policy that a JSON text writes. */
  static FilterPolicy parse(String text) {
    if (text.isBlank()) {
      return ALL;
    }
    try (JsonParser json = JSON.createParser(text)) {
      Map<String, List<Condition>> conditions = new LinkedHashMap<>();
      expect(JsonToken.START_OBJECT, json.nextToken());
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String attribute = json.currentName();
        expect(JsonToken.START_ARRAY, json.nextToken());
        List<Condition> any = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          any.add(FilterConditions.read(json));
        }
        conditions.put(attribute, any);
      }
      return new FilterPolicy(conditions);
    } catch (IOException malformed) {
      throw SnsError.invalid("FilterPolicy: " + malformed.getMessage());
    }
  }

  static void expect(JsonToken wanted, JsonToken token) {
    if (token != wanted) {
      throw SnsError.invalid("FilterPolicy: " + wanted + " expected, not " + token);
    }
  }

  /** Whether a message with these attributes passes. */
  boolean passes(Map<String, Attribute> attributes) {
    return conditions.entrySet().stream()
        .allMatch(
            wanted ->
                wanted.getValue().stream()
                    .anyMatch(condition -> condition.holds(attributes.get(wanted.getKey()))));
  }
}
