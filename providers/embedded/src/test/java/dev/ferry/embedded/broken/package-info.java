/** Brokers and libraries that are wrong in one thing, to show that the suites notice. */
@NullMarked
package dev.ferry.embedded.broken;

import org.jspecify.annotations.NullMarked;
