package dev.ferry.testkit.exhaustive;

import java.util.Comparator;

/**
 * What tells the message's copies apart.
 *
 * @param round the round that one carries
 * @param branch the attempt whose failure sent it; 0 for the message itself
 */
record Letter(int round, int branch) implements Comparable<Letter> {
  private static final Comparator<Letter> ORDER =
      Comparator.comparingInt(Letter::round).thenComparingInt(Letter::branch);

  /** The message itself, in a round. */
  static Letter ofRound(int round) {
    return new Letter(round, 0);
  }

  @Override
  public int compareTo(Letter other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return branch == 0 ? "" + round : round + ", sent by attempt " + branch;
  }
}
