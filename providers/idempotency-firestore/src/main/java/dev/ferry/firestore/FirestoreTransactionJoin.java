package dev.ferry.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Transaction;
import dev.ferry.idempotency.Written;
import java.util.concurrent.ExecutionException;

/**
 * Joins the completion of a message to a transaction of the vendor's client: both happen or
 * neither. What a {@link dev.ferry.idempotency.Completion} of this store unwraps to. Whoever uses
 * it has {@code google-cloud-firestore} on the class path.
 *
 * <pre>{@code
 * FirestoreTransactionJoin join =
 *     completion.unwrap(FirestoreTransactionJoin.class).orElseThrow();
 * Written written =
 *     firestore
 *         .runTransaction(
 *             transaction -> {
 *               DocumentSnapshot account = transaction.get(accountRef).get();
 *               Written joined = join.join(firestore, transaction);
 *               if (joined == Written.WRITTEN) {
 *                 transaction.update(accountRef, "balance", account.getLong("balance") + 1);
 *               }
 *               return joined;
 *             })
 *         .get();
 * }</pre>
 *
 * <p>The client runs such a function again when another transaction was in its way: nothing in it
 * may have an effect of its own, such as a call to another service or a message that is published
 * at once. Staged messages are stored with the completion, and sent after the commit.
 *
 * <p>Belongs to one run of the handler.
 */
public interface FirestoreTransactionJoin {
  /**
   * Reads the record in the transaction, and writes its completion where the claim owns it. To be
   * called after the transaction's other reads and before its writes, as Firestore wants it. Blocks
   * for one read.
   *
   * @param firestore the client of the transaction, of the store's project and database
   * @return WRITTEN when the transaction completes the message: the caller adds its effect. Else
   *     OWN_COMPLETED or FENCED_OUT, and the effect must not happen: nothing is to be written
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the staged messages are
   *     too many for a document; FAILED_PRECONDITION when the record is of a newer layout
   * @throws ExecutionException when the read failed; the client decides whether it runs again
   * @throws InterruptedException when the thread is interrupted
   */
  Written join(Firestore firestore, Transaction transaction)
      throws ExecutionException, InterruptedException;
}
