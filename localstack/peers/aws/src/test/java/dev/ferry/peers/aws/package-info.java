/** Tests of the peers, by the SDK itself. */
@NullMarked
package dev.ferry.peers.aws;

import org.jspecify.annotations.NullMarked;
