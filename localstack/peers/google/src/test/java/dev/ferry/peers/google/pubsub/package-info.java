@NullMarked
package dev.ferry.peers.google.pubsub;

import org.jspecify.annotations.NullMarked;
