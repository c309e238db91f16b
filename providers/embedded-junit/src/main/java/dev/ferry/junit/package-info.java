/**
 * Tests of a user's own handlers, on the embedded broker, with a test clock and faults.
 *
 * <p>A JUnit extension starts the broker for each test, hands the test what it needs as parameters,
 * and closes everything after it.
 */
@NullMarked
package dev.ferry.junit;

import org.jspecify.annotations.NullMarked;
