package dev.ferry.functions.google.oidc;

/** The keys that tokens are signed by cannot be had now. */
final class KeysUnreachable extends Exception {
  private static final long serialVersionUID = 1;

  private final String why;

  KeysUnreachable(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** Where they are, and what happened. */
  @Override
  public String getMessage() {
    return why;
  }
}
