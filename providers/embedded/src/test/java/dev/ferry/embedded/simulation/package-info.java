/** Tests of applications in simulated time. */
@NullMarked
package dev.ferry.embedded.simulation;

import org.jspecify.annotations.NullMarked;
