package dev.ferry.testkit.exhaustive;

import java.util.Comparator;

/**
 * A copy of the message in the queue.
 *
 * @param letter which one
 * @param holder who has it leased; nobody while it is visible
 */
record Copy(Letter letter, Owner holder) implements Comparable<Copy> {
  private static final Comparator<Copy> ORDER =
      Comparator.comparing(Copy::letter).thenComparing(Copy::holder);

  Copy heldBy(Owner other) {
    return new Copy(letter, other);
  }

  @Override
  public int compareTo(Copy other) {
    return ORDER.compare(this, other);
  }
}
