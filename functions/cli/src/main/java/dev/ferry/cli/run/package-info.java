/** {@code ferry run}: a topology's functions on this machine, until it is stopped. */
@NullMarked
package dev.ferry.cli.run;

import org.jspecify.annotations.NullMarked;
