/**
 * Metrics by way of a function's log: {@link dev.ferry.functions.metrics.FunctionMetrics} counts,
 * and the host's {@link dev.ferry.functions.spi.LineFormat} writes what was counted when an
 * invocation ends.
 */
@NullMarked
package dev.ferry.functions.metrics;

import org.jspecify.annotations.NullMarked;
