package dev.ferry.testkit.report;

/**
 * How one test ended.
 *
 * @param end the end
 * @param reason why it was skipped; empty where it was not
 */
record Result(End end, String reason) {
  /** The ways a test can end. */
  enum End {
    PASSED,
    SKIPPED,
    FAILED
  }
}
