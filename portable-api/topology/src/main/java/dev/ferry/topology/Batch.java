package dev.ferry.topology;

import java.time.Duration;

/**
 * How many messages a handler's host is given at once. Immutable.
 *
 * @param size the most messages of a batch, from 1
 * @param window how long to wait for a batch to fill; zero for not at all
 */
public record Batch(int size, Duration window) {}
