package dev.ferry.peers.google.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Pub/Sub's filter language: {@code attributes:name}, {@code attributes.name = "value"},
 * {@code !=}, {@code hasPrefix(attributes.name, "value")}, NOT or {@code -}, AND or OR (one kind
 * within a pair of parentheses).
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/subscription-message-filter">the language</a>
 */
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\")|([A-Za-z_][A-Za-z0-9_-]*)|(!=|[-()=:.,]))\\s*");

  private final List<String> tokens = new ArrayList<>();
  private int next;

  FilterParser(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > Filter.MOST_BYTES) {
      throw Refusal.invalid("The filter is longer than " + Filter.MOST_BYTES + " bytes.");
    }
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group().trim());
      end = matcher.end();
    }
    if (end < text.length()) {
      throw Refusal.invalid("Invalid filter: at character " + end + ".");
    }
  }

  Filter whole() {
    Filter filter = combined();
    if (next < tokens.size()) {
      throw unexpected();
    }
    return filter;
  }

  private Filter combined() {
    Filter first = term();
    String operator = peek();
    if (!operator.equals("AND") && !operator.equals("OR")) {
      return first;
    }
    List<Filter> all = new ArrayList<>(List.of(first));
    while (peek().equals(operator)) {
      next++;
      all.add(term());
    }
    if (peek().equals("AND") || peek().equals("OR")) {
      throw Refusal.invalid("Invalid filter: AND and OR need parentheses.");
    }
    return operator.equals("AND")
        ? attributes -> all.stream().allMatch(one -> one.passes(attributes))
        : attributes -> all.stream().anyMatch(one -> one.passes(attributes));
  }

  private Filter term() {
    String token = take();
    switch (token) {
      case "NOT", "-" -> {
        Filter negated = term();
        return attributes -> !negated.passes(attributes);
      }
      case "(" -> {
        Filter inner = combined();
        expect(")");
        return inner;
      }
      case "hasPrefix" -> {
        return hasPrefix();
      }
      case "attributes" -> {
        return ofAttribute();
      }
      default -> {
        next--;
        throw unexpected();
      }
    }
  }

  private Filter hasPrefix() {
    expect("(");
    expect("attributes");
    expect(".");
    String name = name();
    expect(",");
    String prefix = text();
    expect(")");
    return attributes ->
        attributes.containsKey(name) && attributes.getOrDefault(name, "").startsWith(prefix);
  }

  private Filter ofAttribute() {
    String separator = take();
    String name = name();
    if (separator.equals(":")) {
      return attributes -> attributes.containsKey(name);
    }
    String operator = take();
    String value = text();
    return switch (separator + operator) {
      case ".=" -> attributes -> value.equals(attributes.get(name));
      case ".!=" -> attributes -> !value.equals(attributes.get(name));
      default -> throw unexpected();
    };
  }

  private String name() {
    return peek().startsWith("\"") ? text() : take();
  }

  private String text() {
    String token = take();
    if (!token.startsWith("\"")) {
      next--;
      throw unexpected();
    }
    return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private void expect(String token) {
    if (!take().equals(token)) {
      next--;
      throw unexpected();
    }
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    String token = peek();
    next++;
    return token;
  }

  private RuntimeException unexpected() {
    return Refusal.invalid(
        "Invalid filter: unexpected " + (peek().isEmpty() ? "end" : "'" + peek() + "'") + ".");
  }
}
