package dev.ferry.peers.azure.tables;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a filter such as {@code PartitionKey eq 'p' and (d lt 5L or not done)}. Used once. */
final class FilterParser {
  /** The service's own limit. */
  private static final int MOST_COMPARISONS = 15;

  private static final Pattern TOKEN =
      Pattern.compile("\\s*([()]|(?:datetime|guid|X|binary)?'(?:[^']|'')*'|[^\\s()]+)");

  private final Deque<String> tokens = new ArrayDeque<>();
  private int comparisons;

  FilterParser(String text) throws TableError {
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (end < text.strip().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw malformed();
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  Filter parse() throws TableError {
    Filter filter = or();
    if (!tokens.isEmpty()) {
      throw malformed();
    }
    return filter;
  }

  private Filter or() throws TableError {
    Filter left = and();
    while (takeIf("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Filter and() throws TableError {
    Filter left = term();
    while (takeIf("and")) {
      left = left.and(term());
    }
    return left;
  }

  private Filter term() throws TableError {
    if (takeIf("not")) {
      return term().negated();
    }
    if (takeIf("(")) {
      Filter inner = or();
      if (!takeIf(")")) {
        throw malformed();
      }
      return inner;
    }
    return comparison();
  }

  private Filter comparison() throws TableError {
    if (++comparisons > MOST_COMPARISONS) {
      throw TableError.invalid("InvalidInput", "A filter has more than 15 comparisons.");
    }
    return new Filter.Comparison(take(), take(), literal(take()));
  }

  private static EdmValue literal(String text) throws TableError {
    if (text.endsWith("'")) {
      int quote = text.indexOf('\'');
      String content = text.substring(quote + 1, text.length() - 1).replace("''", "'");
      return switch (text.substring(0, quote)) {
        case "" -> EdmValue.text(content);
        case "datetime" -> new EdmValue(EdmValue.DATE_TIME, content);
        case "guid" -> new EdmValue(EdmValue.GUID, content);
        default -> throw TableError.notServed("a literal of bytes");
      };
    }
    if (text.equals("true") || text.equals("false")) {
      return new EdmValue(EdmValue.BOOLEAN, Boolean.valueOf(text));
    }
    if (text.matches("-?[0-9]+L?")) {
      String digits = text.replace("L", "");
      return new EdmValue(text.endsWith("L") ? EdmValue.INT64 : EdmValue.INT32, digits);
    }
    if (text.matches("-?[0-9]+\\.[0-9]+")) {
      return new EdmValue(EdmValue.DOUBLE, Double.valueOf(text));
    }
    throw malformed();
  }

  private boolean takeIf(String token) {
    if (token.equals(tokens.peek())) {
      tokens.remove();
      return true;
    }
    return false;
  }

  private String take() throws TableError {
    String token = tokens.poll();
    if (token == null) {
      throw malformed();
    }
    return token;
  }

  private static TableError malformed() {
    return TableError.invalid("InvalidInput", "The filter cannot be read.");
  }
}
