/** The path from a native event to its answer, on a host made for the test. */
@NullMarked
package dev.ferry.functions;

import org.jspecify.annotations.NullMarked;
