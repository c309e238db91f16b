package dev.ferry.samples.orders;

/**
 * A payload lacks a field, or has one that cannot be what it is meant to be: nobody can read it.
 */
public final class IncompletePayload extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  IncompletePayload(String field, String flaw) {
    super("read a payload: " + field + " " + flaw);
  }
}
