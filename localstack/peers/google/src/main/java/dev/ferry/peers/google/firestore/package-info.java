/**
 * A Firestore that answers on loopback, out of memory, for what Ferry's store and the sample's
 * ledger ask: commits with preconditions, batches of writes with a status each, reads,
 * transactions, queries of one collection.
 *
 * <p>Transactions are optimistic: a commit is ABORTED where something that the transaction read has
 * changed since; the vendor's own lock what they read, and others wait. Every shape of request that
 * is used is held against the vendor's emulator by a test.
 *
 * <pre>{@code
 * try (FirestoreServer firestore = FirestoreServer.start()) {
 *   ManagedChannel channel =
 *       ManagedChannelBuilder.forTarget(firestore.endpoint()).usePlaintext().build();
 * }
 * }</pre>
 */
@NullMarked
package dev.ferry.peers.google.firestore;

import org.jspecify.annotations.NullMarked;
