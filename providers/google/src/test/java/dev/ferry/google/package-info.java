@NullMarked
package dev.ferry.google;

import org.jspecify.annotations.NullMarked;
