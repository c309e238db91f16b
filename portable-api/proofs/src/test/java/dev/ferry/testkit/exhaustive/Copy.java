package dev.ferry.testkit.exhaustive;

import java.util.Comparator;

/**
 * A copy of the message in the queue.
 *
 * @param round the round that it carries
 * @param holder who has it leased; nobody while it is visible
 */
record Copy(int round, Owner holder) implements Comparable<Copy> {
  private static final Comparator<Copy> ORDER =
      Comparator.comparingInt(Copy::round).thenComparing(Copy::holder);

  Copy heldBy(Owner other) {
    return new Copy(round, other);
  }

  @Override
  public int compareTo(Copy other) {
    return ORDER.compare(this, other);
  }
}
