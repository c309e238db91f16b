package dev.ferry.operations;

import java.util.List;

/**
 * Dead letters that were looked at and left where they are.
 *
 * @param letters as the queues gave them
 * @param deliveriesCounted whether looking counted as a delivery of each letter passed, because the
 *     broker has no other way to look
 */
public record PeekResult(List<DeadLetter> letters, boolean deliveriesCounted) {
  /** Copies the list. */
  public PeekResult {
    letters = List.copyOf(letters);
  }
}
