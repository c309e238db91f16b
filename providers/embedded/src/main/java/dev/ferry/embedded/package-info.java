/**
 * The reference broker: queues, topics and subscriptions in memory, strict about everything that
 * the clouds' brokers are strict about.
 *
 * <p>It has leases, delivery counts, delay, ordering keys, filters, dead letters, deduplication and
 * replay. Time is a clock that a test may control, and duplicates, reordering, lost leases and
 * crashes come from a seed, so that a run can be had again exactly.
 */
@NullMarked
package dev.ferry.embedded;

import org.jspecify.annotations.NullMarked;
