/** {@code ferry new}: makes a project outside of this checkout. */
@NullMarked
package dev.ferry.cli.project;

import org.jspecify.annotations.NullMarked;
