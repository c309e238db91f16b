package dev.ferry.peers.aws.dynamodb;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression's placeholders stand for: {@code #name} and {@code :value} of a request, or
 * the {@code ?} of a statement, in order. What is given and never used is a mistake.
 */
final class Names {
  private final Map<String, Object> names;
  private final Map<String, Object> values;
  private final Iterator<?> parameters;
  private final Set<String> unused;

  private Names(Map<String, Object> names, Map<String, Object> values, List<?> parameters) {
    this.names = names;
    this.values = values;
    this.parameters = parameters.iterator();
    this.unused = new HashSet<>(names.keySet());
    this.unused.addAll(values.keySet());
  }

  static Names of(Request request) throws DynamoError {
    return new Names(
        request.object("ExpressionAttributeNames"),
        request.object("ExpressionAttributeValues"),
        List.of());
  }

  static Names of(List<?> parameters) {
    return new Names(Map.of(), Map.of(), parameters);
  }

  /** The attribute that a word names. */
  String attribute(String word) throws DynamoError {
    if (word.contains(".")) {
      throw DynamoError.invalid("Nested attributes are not served here: " + word);
    }
    if (!word.startsWith("#")) {
      return word;
    }
    unused.remove(word);
    Object name = names.get(word);
    if (name == null) {
      throw DynamoError.invalid(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + word);
    }
    return name.toString();
  }

  Value value(String placeholder) throws DynamoError {
    unused.remove(placeholder);
    Object value = values.get(placeholder);
    if (value == null) {
      throw DynamoError.invalid(
          "An expression attribute value used in expression is not defined; attribute value: "
              + placeholder);
    }
    return Value.read(value);
  }

  Value parameter() throws DynamoError {
    if (!parameters.hasNext()) {
      throw DynamoError.invalid("Number of parameters in request and statement don't match.");
    }
    return Value.read(parameters.next());
  }

  void allUsed() throws DynamoError {
    if (!unused.isEmpty()) {
      throw DynamoError.invalid(
          "Value or name provided in expression attributes unused in expressions: " + unused);
    }
    if (parameters.hasNext()) {
      throw DynamoError.invalid("Number of parameters in request and statement don't match.");
    }
  }
}
