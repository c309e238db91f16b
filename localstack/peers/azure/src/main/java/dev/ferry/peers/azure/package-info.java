/** Servers in this JVM that answer as Azure does, for tests and local hosts. */
@NullMarked
package dev.ferry.peers.azure;

import org.jspecify.annotations.NullMarked;
