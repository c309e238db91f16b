package dev.ferry.peers.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of an expression or a statement, taken one after the other. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[#:]?[A-Za-z0-9_.-]+)|\"(?<name>[^\"]+)\"|'(?<string>[^']*)'"
              + "|(?<symbol><>|<=|>=|[=<>(),{}?:+]))\\s*");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private enum Kind {
    WORD,
    NAME,
    STRING,
    SYMBOL
  }

  private record Token(Kind kind, String text) {}

  Tokens(String text) throws DynamoError {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int from = 0;
    while (from < text.length()) {
      if (!matcher.find(from) || matcher.start() != from) {
        throw DynamoError.invalid("Syntax error at: " + text.substring(from));
      }
      tokens.add(token(matcher));
      from = matcher.end();
    }
  }

  private static Token token(Matcher matcher) {
    for (Kind kind : Kind.values()) {
      String found = matcher.group(kind.name().toLowerCase(Locale.ROOT));
      if (found != null) {
        return new Token(kind, found);
      }
    }
    throw new IllegalStateException("every token is of a kind");
  }

  boolean done() {
    return next == tokens.size();
  }

  /** Takes the next one if it is this keyword or symbol, in any case. */
  boolean takeIf(String expected) {
    if (!done() && isPlain(tokens.get(next)) && peek().equals(expected.toUpperCase(Locale.ROOT))) {
      next++;
      return true;
    }
    return false;
  }

  private static boolean isPlain(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.SYMBOL;
  }

  private String peek() {
    return tokens.get(next).text().toUpperCase(Locale.ROOT);
  }

  void take(String expected) throws DynamoError {
    if (!takeIf(expected)) {
      throw unexpected();
    }
  }

  /** Takes a comparison, or whatever other symbol is next. */
  String takeSymbol() throws DynamoError {
    return take(Kind.SYMBOL);
  }

  /** Takes a name: a bare word or one in double quotes. */
  String takeName() throws DynamoError {
    return !done() && tokens.get(next).kind() == Kind.NAME ? take(Kind.NAME) : take(Kind.WORD);
  }

  /** Takes a text in single quotes. */
  String takeString() throws DynamoError {
    return take(Kind.STRING);
  }

  private String take(Kind kind) throws DynamoError {
    if (done() || tokens.get(next).kind() != kind) {
      throw unexpected();
    }
    return tokens.get(next++).text();
  }

  /** Refuses what follows the end. */
  void end() throws DynamoError {
    if (!done()) {
      throw unexpected();
    }
  }

  DynamoError unexpected() {
    String at = done() ? "the end" : "'" + tokens.get(next).text() + "'";
    return DynamoError.invalid("Syntax error at " + at + " of: " + text);
  }
}
