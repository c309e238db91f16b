/**
 * From a topology to what runs: {@link dev.ferry.topology.deploy.Channels} makes its queues and
 * topics on a broker, for tests and local hosts, and {@link dev.ferry.topology.deploy.Plans} gives
 * workers their numbers and addresses.
 */
@NullMarked
package dev.ferry.topology.deploy;

import org.jspecify.annotations.NullMarked;
