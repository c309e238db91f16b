package dev.ferry.functions.google.oidc;

/** What a token says of whoever sent it. */
public sealed interface Verdict {
  /**
   * The caller may call.
   *
   * @param account the e-mail address of its service account
   */
  record Accepted(String account) implements Verdict {}

  /**
   * It has no token that says who it is: none, or one that is malformed, forged or over.
   *
   * @param why for the log; holds nothing of the token
   */
  record Unknown(String why) implements Verdict {}

  /**
   * It says who it is, and may not call.
   *
   * @param why for the log; holds nothing of the token
   */
  record Forbidden(String why) implements Verdict {}

  /**
   * Nobody can say: the keys cannot be had now. The same call may be accepted later.
   *
   * @param why for the log
   */
  record Undecided(String why) implements Verdict {}
}
