package dev.ferry.testkit.exhaustive;

import org.jspecify.annotations.Nullable;

/**
 * What happens in a step.
 *
 * @param worker 0 or 1; -1 when no worker makes it
 * @param what what happens
 * @param answer what the worker is told; null when it is told nothing
 */
record Event(int worker, String what, @Nullable Answer answer) {
  /** In words, for workers of these names. */
  String describe(String first, String second) {
    String who = worker < 0 ? "" : (worker == 0 ? first : second) + " ";
    return who + what + (answer == null || answer.equals(Answer.DONE) ? "" : ": " + answer);
  }
}
