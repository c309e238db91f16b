/**
 * Backpressure: what keeps a worker from taking more than it can handle. {@link
 * dev.ferry.processing.flow.FlowControl} bounds messages and bytes in flight, {@link
 * dev.ferry.processing.flow.RateLimiter} the messages of a second, {@link
 * dev.ferry.processing.flow.Breaker} slows polling while everything fails.
 */
@NullMarked
package dev.ferry.processing.flow;

import org.jspecify.annotations.NullMarked;
