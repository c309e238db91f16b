/** Servers in this JVM that answer as Google Cloud does, for tests and local hosts. */
@NullMarked
package dev.ferry.peers.google;

import org.jspecify.annotations.NullMarked;
