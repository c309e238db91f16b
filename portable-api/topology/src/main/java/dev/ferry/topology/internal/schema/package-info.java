/**
 * What a configuration file may hold, said once: {@link dev.ferry.topology.internal.schema.Key}s in
 * {@link dev.ferry.topology.internal.schema.Section}s, each value of a {@link
 * dev.ferry.topology.internal.schema.Kind}.
 *
 * <p>The same declaration reads the file, words its errors, gives the default and writes the JSON
 * Schema, so that none of the four can say something else. It knows nothing of topologies; which
 * keys there are is in {@code internal.format}.
 *
 * <pre>{@code
 * static final Key<Integer> ATTEMPTS =
 *     Key.of("attempts", Kinds.wholeNumber(1, 990), "10", "How often a message is tried ...");
 * static final Section RETRY = Section.of("How failures are retried.", ATTEMPTS, MAX_DELAY);
 * }</pre>
 */
@NullMarked
package dev.ferry.topology.internal.schema;

import org.jspecify.annotations.NullMarked;
