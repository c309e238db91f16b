/**
 * Publishing to brokers and consuming from them, Ferry's way against loops by hand.
 *
 * <p>Both ways use the same client's settings, the same number of threads and the same server,
 * which is in this JVM and costs both the same; they take turns, round by round. What by hand means
 * stands with each. At a distance, every byte to the server arrives so much later, by a line that
 * both use.
 */
@NullMarked
package dev.ferry.benchmarks.brokers;

import org.jspecify.annotations.NullMarked;
