@NullMarked
package dev.ferry.messaging.spi;

import org.jspecify.annotations.NullMarked;
