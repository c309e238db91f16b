/** Tests of the Table storage endpoint: the vendor's client on it, and on the vendor's emulator. */
@NullMarked
package dev.ferry.peers.azure.tables;

import org.jspecify.annotations.NullMarked;
