package dev.ferry.samples.orders.json;

/**
 * A body that is not the JSON it should be. The text says what is wrong and where, and nothing of
 * the body: what a sender sent stays out of logs.
 */
public final class MalformedJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedJson(String flaw) {
    super("read JSON: " + flaw);
  }
}
