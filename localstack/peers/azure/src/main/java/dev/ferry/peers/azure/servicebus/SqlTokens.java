package dev.ferry.peers.azure.servicebus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of an SQL expression, one after the other. */
final class SqlTokens {
  private static final int LONGEST_EXPRESSION = 1024;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^']|'')*')|(?<number>[0-9]+(?:\\.[0-9]+)?)"
              + "|(?<quoted>(?:(?:user|sys)\\.)?(?:\\[[^\\]]+\\]|\"[^\"]+\"))"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_.-]*)|(?<sign><>|!=|<=|>=|[=<>(),]))");

  /** What a word is. */
  enum Kind {
    TEXT,
    NUMBER,
    NAME,
    WORD,
    SIGN
  }

  /**
   * A word.
   *
   * @param kind what it is
   * @param text without its quotes
   */
  record Token(Kind kind, String text) {}

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  SqlTokens(String expression) {
    String rest = expression.strip();
    if (rest.length() > LONGEST_EXPRESSION) {
      throw new IllegalArgumentException("an SQL filter has at most 1024 characters");
    }
    Matcher matcher = TOKEN.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("SQL filter, at '" + rest.substring(end) + "'");
      }
      tokens.add(token(matcher));
      end = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    String text = matcher.group("text");
    if (text != null) {
      return new Token(Kind.TEXT, text.substring(1, text.length() - 1).replace("''", "'"));
    }
    String quoted = matcher.group("quoted");
    if (quoted != null) {
      return new Token(Kind.NAME, quoted.replaceAll("[\\[\\]\"]", ""));
    }
    for (Kind kind : List.of(Kind.NUMBER, Kind.WORD, Kind.SIGN)) {
      String found = matcher.group(kind.name().toLowerCase(Locale.ROOT));
      if (found != null) {
        return new Token(kind, found);
      }
    }
    throw new IllegalArgumentException("SQL filter");
  }

  @Nullable Token peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  Token take() {
    Token token = peek();
    if (token == null) {
      throw new IllegalArgumentException("the SQL filter ends too early");
    }
    next++;
    return token;
  }

  /** Takes this keyword or sign, if it is next. */
  boolean takes(String word) {
    Token token = peek();
    boolean is =
        token != null
            && (token.kind() == Kind.WORD || token.kind() == Kind.SIGN)
            && token.text().equalsIgnoreCase(word);
    if (is) {
      next++;
    }
    return is;
  }

  void expect(String word) {
    if (!takes(word)) {
      throw new IllegalArgumentException("SQL filter: '" + word + "' expected before " + peek());
    }
  }
}
