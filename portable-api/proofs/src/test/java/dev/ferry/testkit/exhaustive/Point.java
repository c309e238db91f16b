package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim.Claimed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker stands in its code: the answers that it got, which decide everything, and what it
 * asks next. One object for each list of answers, so that equal points are the same.
 */
final class Point {
  private final int number;
  private final List<Answer> answers;
  private final @Nullable Call next;
  private final String what;
  private final Map<Answer, Point> after = new HashMap<>();

  /**
   * A point.
   *
   * @param number tells points apart, in the order in which they were found
   * @param next null where the code has ended
   */
  Point(int number, List<Answer> answers, @Nullable Call next) {
    this.number = number;
    this.answers = List.copyOf(answers);
    this.next = next;
    this.what = next == null ? "" : next.name();
  }

  int number() {
    return number;
  }

  List<Answer> answers() {
    return answers;
  }

  @Nullable Call next() {
    return next;
  }

  /** The name of the next call; empty where there is none. */
  String what() {
    return what;
  }

  /** Where it stands after further answers, as far as that is known. */
  Map<Answer, Point> after() {
    return after;
  }

  /** The claim that it holds; null while it has none. */
  @Nullable Claimed claimed() {
    for (Answer answer : answers) {
      if (answer.value() instanceof Claimed claimed) {
        return claimed;
      }
    }
    return null;
  }

  /** Whether the worker waits for a message. */
  boolean idle() {
    return answers.isEmpty();
  }
}
