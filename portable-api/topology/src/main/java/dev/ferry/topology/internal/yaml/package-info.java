/**
 * A YAML file as a tree that remembers where each value was written.
 *
 * <p>{@link dev.ferry.topology.internal.yaml.TreeReader} reads the subset of YAML 1.2 that a
 * configuration needs: mappings with text keys, lists, scalars, anchors and aliases within limits.
 * It knows nothing of topologies. {@link dev.ferry.topology.internal.yaml.Overlay} lays the values
 * of one tree over another, each keeping its own line and path.
 */
@NullMarked
package dev.ferry.topology.internal.yaml;

import org.jspecify.annotations.NullMarked;
