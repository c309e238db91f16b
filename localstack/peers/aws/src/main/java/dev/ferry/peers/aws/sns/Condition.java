package dev.ferry.peers.aws.sns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an attribute is to be. */
@FunctionalInterface
interface Condition {
  JsonFactory JSON = new JsonFactory();

  /** Whether it holds for an attribute, which is null where the message has none. */
  boolean holds(@Nullable Attribute attribute);

  /** The attribute is there, or is not. */
  static Condition exists(boolean wanted) {
    return attribute -> (attribute != null) == wanted;
  }

  /** One of the attribute's texts passes: of an array, each element is one. */
  static Condition ofText(Predicate<String> passes) {
    return attribute ->
        attribute != null && !attribute.binary() && texts(attribute).stream().anyMatch(passes);
  }

  /** All of the attribute's texts pass, and it is there. */
  static Condition ofEveryText(Predicate<String> passes) {
    return attribute ->
        attribute != null && !attribute.binary() && texts(attribute).stream().allMatch(passes);
  }

  /** The attribute is a number and passes. */
  static Condition ofNumber(Predicate<Double> passes) {
    return attribute -> {
      if (attribute == null || attribute.binary()) {
        return false;
      }
      return (attribute.number() || attribute.array())
          && texts(attribute).stream()
              .map(Attribute::number)
              .anyMatch(number -> number != null && passes.test(number));
    };
  }

  private static List<String> texts(Attribute attribute) {
    if (!attribute.array()) {
      return List.of(attribute.value());
    }
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(attribute.value())) {
      FilterPolicy.expect(JsonToken.START_ARRAY, json.nextToken());
      while (json.nextToken() != JsonToken.END_ARRAY) {
        texts.add(json.getText());
      }
      return texts;
    } catch (IOException noArray) {
      return List.of(attribute.value());
    }
  }
}
