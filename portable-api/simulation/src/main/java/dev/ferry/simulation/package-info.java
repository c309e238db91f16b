/**
 * Time that a test moves and faults that a seed decides: what makes a run of many failures
 * repeatable.
 *
 * <p>{@link dev.ferry.simulation.VirtualClock} stands still until someone advances it; its
 * schedulers run their timers in the advancing thread, each at its own instant. {@link
 * dev.ferry.simulation.FaultPlan} says which {@link dev.ferry.simulation.Fault}s may strike; code
 * under simulation asks the running {@link dev.ferry.simulation.Faults} at named points. {@link
 * dev.ferry.simulation.Seed} gives every other chance in a run, so that one number reproduces all
 * of it, in every version of this library.
 *
 * <pre>{@code
 * VirtualClock clock = VirtualClock.create();
 * Faults faults =
 *     FaultPlan.seeded(42).with(Fault.DUPLICATE, 0.2).once(Fault.DROP_ACK, "ack").start();
 *
 * ScheduledFuture<?> redelivery =
 *     clock.scheduler().schedule(() -> redeliver(message), 30, TimeUnit.SECONDS);
 * if (!faults.strikes(Fault.DROP_ACK, "ack")) {
 *   redelivery.cancel(false);
 * }
 * clock.advance(Duration.ofSeconds(30)); // unless it was cancelled, redelivers in this thread
 * }</pre>
 *
 * <p>Nothing here reads the system's clock or an unseeded random number, and the package needs the
 * JDK only.
 */
@NullMarked
package dev.ferry.simulation;

import org.jspecify.annotations.NullMarked;
