/** Tests of the peers, by the SDK itself. */
@NullMarked
package dev.ferry.peers.aws.sns;

import org.jspecify.annotations.NullMarked;
