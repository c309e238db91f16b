/**
 * An application's workers on the embedded broker in simulated time: hours of retries in
 * milliseconds, on one thread, the same for the same seed, through crashes at any point.
 *
 * <p>{@link dev.ferry.embedded.simulation.SimulatedWorkers} polls, moves the clock from event to
 * event, and starts new workers where {@link dev.ferry.embedded.simulation.Crashes} let the process
 * die. The JUnit extension and {@code ferry demo} both run on it:
 *
 * <pre>{@code
 * try (SimulatedWorkers workers =
 *     SimulatedWorkers.builder(broker, clock)
 *         .store(new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock))
 *         .seed(Seed.of(42))
 *         .start(new OrdersApp(ledger), plan)) {
 *   publisher.publish(order);
 *   workers.runUntilIdle();
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.embedded.simulation;

import org.jspecify.annotations.NullMarked;
