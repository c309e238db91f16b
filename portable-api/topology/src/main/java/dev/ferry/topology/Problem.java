package dev.ferry.topology;

/**
 * One thing that is wrong in a topology file. Immutable.
 *
 * @param line the line it stands on, from 1
 * @param path the keys that lead to it, such as {@code handlers.payment.retry.attempts}; empty for
 *     the file as a whole
 * @param message what is wrong, in words that follow the path
 * @param nextStep what to do about it, a sentence or more
 */
public record Problem(int line, String path, String message, String nextStep) {

  /** One line: {@code 12: handlers.payment.retry.attempts: must be ..., but is ... Write ...}. */
  @Override
  public String toString() {
    return line + ": " + (path.isEmpty() ? "" : path + ": ") + message + ". " + nextStep;
  }
}
