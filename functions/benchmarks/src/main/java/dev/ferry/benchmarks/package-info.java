/**
 * JMH benchmarks, compiled by verify and run by hand:
 *
 * <pre>functions/benchmarks/run [JMH options]</pre>
 *
 * <p>Figures are compared within one run only: machines differ, and so do their days.
 */
@NullMarked
package dev.ferry.benchmarks;

import org.jspecify.annotations.NullMarked;
