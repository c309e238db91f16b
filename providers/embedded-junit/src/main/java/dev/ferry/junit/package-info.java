/**
 * Tests of a user's own handlers: the application as it is, on the embedded broker, on a clock that
 * the test moves, under faults that a seed decides.
 *
 * <p>{@link dev.ferry.junit.FerryTest} on a class or method and {@link
 * dev.ferry.junit.FerryExtension} give a test its {@link dev.ferry.junit.TestSystem}, which may
 * also be had without JUnit's help. The guide is {@code
 * portable-api/docs/guides/testing-your-handlers.md}.
 */
@NullMarked
package dev.ferry.junit;

import org.jspecify.annotations.NullMarked;
