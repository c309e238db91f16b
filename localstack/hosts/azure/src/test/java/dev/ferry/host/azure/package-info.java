/** Tests of the local host, whose functions are processes. */
@NullMarked
package dev.ferry.host.azure;

import org.jspecify.annotations.NullMarked;
