package dev.ferry.testkit.idempotency;

/** A part of the suite: tests that play in a scene. */
interface StoreTests {
  /** The scene of the running test. */
  Scene scene();
}
