/** Tests of the JUnit extension, and the example of its guide. */
@NullMarked
package dev.ferry.junit;

import org.jspecify.annotations.NullMarked;
