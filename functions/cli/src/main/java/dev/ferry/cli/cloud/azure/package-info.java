/** Azure for as long as a command needs it: servers in this JVM, functions as processes. */
@NullMarked
package dev.ferry.cli.cloud.azure;

import org.jspecify.annotations.NullMarked;
