/**
 * Whole processes on the real runtime interface client: the packaged order system against functions
 * that make the same two requests of DynamoDB by hand. {@link
 * dev.ferry.benchmarks.lambda.LambdaBenchmark} runs them in turn, and prints medians and ratios.
 */
@NullMarked
package dev.ferry.benchmarks.lambda;

import org.jspecify.annotations.NullMarked;
