package dev.ferry.testkit.processing;

/** A part of the suite: tests of one handler on one stage. */
interface ProcessingTests {
  /** The stage of the running test. */
  Stage stage();
}
