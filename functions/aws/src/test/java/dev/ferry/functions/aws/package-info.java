/** Functions on Lambda, driven with real events of queues in this JVM. */
@NullMarked
package dev.ferry.functions.aws;

import org.jspecify.annotations.NullMarked;
