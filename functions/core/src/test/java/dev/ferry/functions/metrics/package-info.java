/** Tests of what functions count. */
@NullMarked
package dev.ferry.functions.metrics;

import org.jspecify.annotations.NullMarked;
