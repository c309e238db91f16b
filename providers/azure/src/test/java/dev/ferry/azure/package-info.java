/** Service Bus, held to the suites and to its own traps. */
@NullMarked
package dev.ferry.azure;

import org.jspecify.annotations.NullMarked;
