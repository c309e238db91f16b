package dev.ferry.functions.google.oidc;

/** A text that is no token; says why, and nothing of the text. */
final class MalformedToken extends Exception {
  private static final long serialVersionUID = 1;

  MalformedToken(String why) {
    super(why, null, false, false);
  }
}
