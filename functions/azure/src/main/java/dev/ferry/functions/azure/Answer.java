package dev.ferry.functions.azure;

import java.util.List;

/**
 * What a function does at its end.
 *
 * @param comesAgain why messages have to come again; empty when it returns
 */
record Answer(List<String> comesAgain) {
  Answer {
    comesAgain = List.copyOf(comesAgain);
  }

  /** Returns, or throws so that the host abandons what it gave. */
  void give() {
    if (!comesAgain.isEmpty()) {
      throw new ComesAgain(
          "%d messages come again: %s".formatted(comesAgain.size(), String.join(", ", comesAgain)));
    }
  }
}
