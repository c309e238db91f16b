package dev.ferry.samples.orders.json;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a JSON text, to the letter of RFC 8259. Not safe for use by threads. */
final class JsonText {
  /** More than any number that fits a long, or a price, needs. */
  private static final int LONGEST_NUMBER = 40;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
  private static final char END = '\uffff'; // no character, so no text has it by right

  private final String text;
  private int position;

  JsonText(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  String since(int start) {
    return text.substring(start, position);
  }

  /** The next character that is not white space, which stays next. */
  char peek() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return next();
  }

  boolean atEnd() {
    peek();
    return position == text.length();
  }

  /** Takes a character, if it is the next. */
  boolean took(char wanted) {
    if (peek() != wanted || position == text.length()) {
      return false;
    }
    position++;
    return true;
  }

  void take(char wanted) {
    if (!took(wanted)) {
      throw expected("'" + wanted + "'");
    }
  }

  /** Takes {@code true}, {@code false} or {@code null}, if it is next. */
  boolean tookLiteral(String literal) {
    peek();
    if (!text.startsWith(literal, position)) {
      return false;
    }
    position += literal.length();
    return true;
  }

  void takeLiteral(String literal) {
    if (!tookLiteral(literal)) {
      throw expected(literal);
    }
  }

  String takeNumber() {
    peek();
    Matcher number = NUMBER.matcher(text).region(position, text.length());
    if (!number.lookingAt()) {
      throw expected("a number");
    }
    if (number.end() - position > LONGEST_NUMBER) {
      throw expected("a number of at most " + LONGEST_NUMBER + " characters");
    }
    position = number.end();
    return number.group();
  }

  String takeString() {
    if (!took('"')) {
      throw expected("a string");
    }
    StringBuilder unescaped = new StringBuilder();
    for (char c = takeAny(); c != '"'; c = takeAny()) {
      unescaped.append(c == '\\' ? takeEscaped() : c);
    }
    return unescaped.toString();
  }

  /** One character of a string. */
  private char takeAny() {
    if (position == text.length() || next() < ' ') {
      throw expected("the rest of a string");
    }
    return text.charAt(position++);
  }

  private char takeEscaped() {
    char escape = takeAny();
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> takeHexadecimal();
      default -> throw expected("an escape that JSON has");
    };
  }

  private char takeHexadecimal() {
    int code = 0;
    for (int digits = 0; digits < 4; digits++) {
      char digit = takeAny();
      if (!HexFormat.isHexDigit(digit)) { // Character.digit would take any script's
        throw expected("four hexadecimal digits");
      }
      code = code * 16 + HexFormat.fromHexDigit(digit);
    }
    return (char) code;
  }

  private char next() {
    return position < text.length() ? text.charAt(position) : END;
  }

  MalformedJson expected(String what) {
    String found = position < text.length() ? "" : ", found the end";
    return new MalformedJson("expected " + what + " at character " + position + found);
  }
}
