package dev.ferry.testkit.exhaustive;

import java.util.List;

/** What a worker's code asks of the outside next. */
interface Call {
  /** What it asks for, in a word or two. */
  String name();

  /** Everything that may come of it now; nothing while it has to wait. */
  List<Reply> replies(World world, int worker);

  /**
   * One thing that may come of a call.
   *
   * @param answer what the code is told
   * @param world the world after it
   */
  record Reply(Answer answer, World world) {}
}
