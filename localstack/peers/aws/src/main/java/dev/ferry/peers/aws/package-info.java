/** In-JVM servers that answer the AWS SDK on loopback. */
@NullMarked
package dev.ferry.peers.aws;

import org.jspecify.annotations.NullMarked;
