/** Tests of {@code ferry dead-letters}. */
@NullMarked
package dev.ferry.cli.letters;

import org.jspecify.annotations.NullMarked;
