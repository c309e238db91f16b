package dev.ferry.testkit.messaging;

/** A part of the suite: tests that play in a scene. */
interface BrokerTests {
  /** The scene of the running test. */
  Scene scene();
}
