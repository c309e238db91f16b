/** What Ferry costs: benchmarks of the batch loop and of the embedded broker, run by JMH. */
@NullMarked
package dev.ferry.benchmarks;

import org.jspecify.annotations.NullMarked;
