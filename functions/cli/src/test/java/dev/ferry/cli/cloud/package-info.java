/** Functions for tests of what runs them. */
@NullMarked
package dev.ferry.cli.cloud;

import org.jspecify.annotations.NullMarked;
