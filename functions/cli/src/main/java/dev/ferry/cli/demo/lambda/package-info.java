/**
 * The function that {@code ferry demo --on aws} runs: the packaged order system, in trouble. It
 * tells the demo what happens, by {@link dev.ferry.cli.demo.lambda.Control}, and the demo kills its
 * process where a crash is due.
 */
@NullMarked
package dev.ferry.cli.demo.lambda;

import org.jspecify.annotations.NullMarked;
