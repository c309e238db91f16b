/**
 * Pub/Sub in this JVM, on the public gRPC stubs: what tests and local hosts run against.
 *
 * <p>{@link dev.ferry.peers.google.pubsub.PubSubServer} listens on loopback only and keeps
 * everything in memory: topics, subscriptions with filters, ordering, retry and dead-letter
 * policies, exactly-once delivery, seek to a time, streaming and unary pull, and push with signed
 * tokens. Its time can be a clock that a test moves, its faults come from a seed.
 *
 * <pre>{@code
 * try (PubSubServer server = PubSubServer.start()) {
 *   ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext()...
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.peers.google.pubsub;

import org.jspecify.annotations.NullMarked;
