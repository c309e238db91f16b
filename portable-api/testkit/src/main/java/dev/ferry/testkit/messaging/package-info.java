/**
 * What it means to be a broker behind Ferry, as tests.
 *
 * <p>A provider extends {@link MessagingConformance} and hands it a {@link BrokerHarness}:
 *
 * <pre>{@code
 * class EmbeddedMessagingConformanceTest extends MessagingConformance {
 *   @Override
 *   protected BrokerHarness openHarness() {
 *     return new EmbeddedHarness();
 *   }
 * }
 * }</pre>
 *
 * <p>Every test makes channels of its own and removes them, so that a shared broker will do. The
 * drivers that pass everything on are for tests that break one thing.
 */
@NullMarked
package dev.ferry.testkit.messaging;

import org.jspecify.annotations.NullMarked;
