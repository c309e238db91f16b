package dev.ferry.peers.aws.sns;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads the conditions of a filter policy, of the kinds that attributes can be held to. */
final class FilterConditions {
  private FilterConditions() {}

  /** The condition that begins with the current token. */
  static Condition read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> {
        String text = json.getText();
        yield Condition.ofText(text::equals);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double number = json.getDoubleValue();
        yield Condition.ofNumber(other -> other == number);
      }
      case START_OBJECT -> {
        FilterPolicy.expect(JsonToken.FIELD_NAME, json.nextToken());
        String operator = json.currentName();
        json.nextToken();
        Condition condition = operator(operator, json);
        FilterPolicy.expect(JsonToken.END_OBJECT, json.nextToken());
        yield condition;
      }
      default -> throw SnsError.invalid("FilterPolicy: " + json.currentToken());
    };
  }

  private static Condition operator(String name, JsonParser json) throws IOException {
    return switch (name) {
      case "exists" -> Condition.exists(json.getBooleanValue());
      case "anything-but" -> anythingBut(json);
      case "numeric" -> numeric(json);
      default -> Condition.ofText(text(name, json.getText()));
    };
  }

  private static Predicate<String> text(String operator, String wanted) {
    return switch (operator) {
      case "prefix" -> text -> text.startsWith(wanted);
      case "suffix" -> text -> text.endsWith(wanted);
      case "equals-ignore-case" ->
          text -> text.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT));
      default -> throw SnsError.invalid("FilterPolicy: Unrecognized match type " + operator);
    };
  }

  private static Condition anythingBut(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      json.nextToken();
      String operator = json.currentName();
      json.nextToken();
      Predicate<String> excluded = text(operator, json.getText());
      json.nextToken();
      return Condition.ofEveryText(excluded.negate());
    }
    List<String> excluded = new ArrayList<>();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        excluded.add(json.getText());
      }
    } else {
      excluded.add(json.getText());
    }
    return Condition.ofEveryText(text -> !excluded.contains(text));
  }

  /** Pairs of a comparison and a number, all of which hold. */
  private static Condition numeric(JsonParser json) throws IOException {
    FilterPolicy.expect(JsonToken.START_ARRAY, json.currentToken());
    Predicate<Double> all = number -> true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String comparison = json.getText();
      json.nextToken();
      all = all.and(compared(comparison, json.getDoubleValue()));
    }
    return Condition.ofNumber(all);
  }

  private static Predicate<Double> compared(String comparison, double with) {
    return switch (comparison) {
      case "=" -> number -> number == with;
      case "<" -> number -> number < with;
      case "<=" -> number -> number <= with;
      case ">" -> number -> number > with;
      case ">=" -> number -> number >= with;
      default -> throw SnsError.invalid("FilterPolicy: Unrecognized numeric operator");
    };
  }
}
