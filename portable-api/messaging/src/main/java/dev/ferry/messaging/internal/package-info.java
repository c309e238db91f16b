/** How messaging does what it says: the wire form, batching, checks. Nothing outside uses it. */
@NullMarked
package dev.ferry.messaging.internal;

import org.jspecify.annotations.NullMarked;
