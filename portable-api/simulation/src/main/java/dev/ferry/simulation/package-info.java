/**
 * Time and misfortune under control: a clock that moves when it is told to, and faults drawn from a
 * seed, so that a run can be had again exactly.
 *
 * <p>Brokers and stores made for tests are built on it; it depends on the JDK only.
 */
@NullMarked
package dev.ferry.simulation;

import org.jspecify.annotations.NullMarked;
