package dev.ferry.functions.azure;

/** Thrown so that the host abandons what it gave; its text has counts and reasons alone. */
final class ComesAgain extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComesAgain(String why) {
    super(why, null, false, false);
  }
}
