package dev.ferry.operations;

/** What a run did with a dead letter, or in a dry run would do. */
public enum Fate {
  /** It went back to its handler's queue, in its next round. */
  REDRIVEN,
  /** It went to the park queue. */
  PARKED,
  /** It was acknowledged without being sent: this run had sent the same round, or a later one. */
  FOLDED,
  /** It was left: this run had sent it, and it has failed again since. */
  RETURNED,
  /**
   * It stays a dead letter: the broker itself had made it one, and a copy with an envelope took its
   * place.
   */
  TOLD,
  /** It was left: the filter does not mean it, or it is another handler's. */
  SKIPPED,
  /** It was left: it is to be parked or told, and there is no park queue, or no room to tell. */
  KEPT,
  /** It was left: its copy could not be sent. */
  FAILED;

  /** Whether a copy of it is sent. */
  boolean moves() {
    return this == REDRIVEN || this == PARKED;
  }

  /** Decides over one letter, after what the run has sent before. */
  static Fate decide(Leased leased, Plan plan, Sent sent) {
    Fate fate = decide(leased.letter(), plan, sent);
    boolean stays = fate == SKIPPED || fate == KEPT;
    return stays && leased.untold() && plan.tellTo().isPresent() ? TOLD : fate;
  }

  private static Fate decide(DeadLetter letter, Plan plan, Sent sent) {
    if (sent.returned(letter)) {
      return RETURNED;
    }
    if (!plan.means(letter)) {
      return SKIPPED;
    }
    if (sent.covers(letter)) {
      return FOLDED;
    }
    if (!parks(letter, plan)) {
      return REDRIVEN;
    }
    return plan.parkTo().isPresent() ? PARKED : KEPT;
  }

  /** Whether a letter does not go back; one that is forced does. */
  private static boolean parks(DeadLetter letter, Plan plan) {
    return plan.parking()
        || (!plan.request().forced() && DeadLetterFilter.parkedBy(plan.policy()).matches(letter));
  }
}
