/** Tests of the reference broker, on a clock that they move themselves. */
@NullMarked
package dev.ferry.embedded;

import org.jspecify.annotations.NullMarked;
