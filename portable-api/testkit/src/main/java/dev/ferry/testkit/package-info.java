/**
 * The suites that say what it means to be a provider, a store or a host of Ferry.
 *
 * <p>Each suite is an abstract JUnit class; a provider adds a harness that opens its broker, and
 * its capabilities select the tests. What a broker cannot do shows as a skipped test, never as a
 * passed one.
 */
@NullMarked
package dev.ferry.testkit;

import org.jspecify.annotations.NullMarked;
