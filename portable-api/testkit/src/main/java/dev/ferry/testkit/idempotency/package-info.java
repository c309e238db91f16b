/**
 * What it means to be an idempotency store, as tests.
 *
 * <p>A provider extends {@link IdempotencyStoreConformance} and hands it an {@link
 * IdempotencyStoreHarness}, which opens its store over one set of records:
 *
 * <pre>{@code
 * class JdbcStoreTest extends IdempotencyStoreConformance {
 *   @Override
 *   protected IdempotencyStoreHarness openHarness() {
 *     return new JdbcStoreHarness();
 *   }
 * }
 * }</pre>
 *
 * <p>A store decides by the clock it was given, so the tests move time instead of waiting for it.
 * Every test works with keys of its own and leaves its records behind: a table may be shared by
 * many runs. {@link LostResponseStore} and {@link ThrottledStore} put faults between a worker and
 * its store, here and in tests of whatever uses one.
 */
@NullMarked
package dev.ferry.testkit.idempotency;

import org.jspecify.annotations.NullMarked;
