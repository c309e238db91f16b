/** Tests of {@code ferry run}. */
@NullMarked
package dev.ferry.cli.run;

import org.jspecify.annotations.NullMarked;
