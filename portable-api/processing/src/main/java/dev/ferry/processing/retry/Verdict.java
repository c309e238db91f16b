package dev.ferry.processing.retry;

/**
 * What a failure means.
 *
 * @param kind which of the three
 * @param reason the policy's word for a discard; empty otherwise
 */
public record Verdict(Kind kind, String reason) {
  private static final Verdict RETRY = new Verdict(Kind.RETRY, "");
  private static final Verdict DEAD_LETTER = new Verdict(Kind.DEAD_LETTER, "");

  /** The three meanings. */
  public enum Kind {
    /** It may succeed later. */
    RETRY,
    /** It will never succeed. */
    DEAD_LETTER,
    /** There is nothing to do. */
    DISCARD
  }

  /** It may succeed later. */
  public static Verdict retry() {
    return RETRY;
  }

  /** It will never succeed. */
  public static Verdict deadLetter() {
    return DEAD_LETTER;
  }

  /** There is nothing to do, for this reason. */
  public static Verdict discard(String reason) {
    return new Verdict(Kind.DISCARD, reason);
  }
}
