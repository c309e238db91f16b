/** Google Cloud for as long as a command needs it: servers in this JVM, functions as processes. */
@NullMarked
package dev.ferry.cli.cloud.google;

import org.jspecify.annotations.NullMarked;
