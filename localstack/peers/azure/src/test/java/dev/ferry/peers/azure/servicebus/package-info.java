/** The peer against the real SDK. */
@NullMarked
package dev.ferry.peers.azure.servicebus;

import org.jspecify.annotations.NullMarked;
