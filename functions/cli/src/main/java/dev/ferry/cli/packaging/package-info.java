/**
 * {@code ferry package}: makes the artefact that a function is deployed as, out of a class path.
 *
 * <p>{@link dev.ferry.cli.packaging.ClassPathEntries} reads folders and jars, {@link
 * dev.ferry.cli.packaging.Merge} decides what becomes of each entry, {@link
 * dev.ferry.cli.packaging.Artefact} is the result, and the same class path always gives the same
 * bytes. {@link dev.ferry.cli.packaging.MavenProject} asks a project's own build for its class
 * path.
 */
@NullMarked
package dev.ferry.cli.packaging;

import org.jspecify.annotations.NullMarked;
