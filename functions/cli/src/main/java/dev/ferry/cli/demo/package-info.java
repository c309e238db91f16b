/**
 * {@code ferry demo}: an event-driven order system under duplicates, failures, poison, an outage
 * and crashes, and an auditor that counts what became of every message.
 *
 * <p>The system is the real one: the sample's handlers, the worker, the failure contract, on the
 * embedded broker. It runs in simulated time on one thread, so that a seed gives the same run
 * everywhere: {@link dev.ferry.cli.demo.Demo} drives {@link
 * dev.ferry.embedded.simulation.SimulatedWorkers}, and {@link dev.ferry.cli.demo.Auditor} makes the
 * account from the input, the ledger and peeks alone.
 */
@NullMarked
package dev.ferry.cli.demo;

import org.jspecify.annotations.NullMarked;
