@NullMarked
package dev.ferry.idempotency.spi;

import org.jspecify.annotations.NullMarked;
