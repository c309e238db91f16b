/**
 * The records of messages' lives in a Firestore collection.
 *
 * <p>{@link dev.ferry.firestore.FirestoreIdempotencyStore} writes a record upon the update time
 * that its last write left, so that no late owner passes. A handler commits its effect together
 * with the completion where both are in one Firestore database, either as writes of one commit:
 *
 * <pre>{@code
 * completion
 *     .unwrap(FirestoreCommit.class)
 *     .orElseThrow()
 *     .commit(List.of(createPayment));
 * }</pre>
 *
 * <p>or in a transaction of the vendor's client, see {@link
 * dev.ferry.firestore.FirestoreTransactionJoin}.
 *
 * <p>The store itself asks by gRPC's own stubs: the vendor's client is needed only by whoever joins
 * its transactions.
 */
@NullMarked
package dev.ferry.firestore;

import org.jspecify.annotations.NullMarked;
