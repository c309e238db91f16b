/**
 * The failure contract on a provider's broker, as tests: real workers, a real store, and everything
 * that goes wrong.
 *
 * <p>A provider extends {@link ProcessingConformance} and hands it the harness of its messaging
 * suite:
 *
 * <pre>{@code
 * class EmbeddedProcessingConformanceTest extends ProcessingConformance {
 *   @Override
 *   protected BrokerHarness openHarness() {
 *     return new EmbeddedHarness();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.testkit.processing;

import org.jspecify.annotations.NullMarked;
