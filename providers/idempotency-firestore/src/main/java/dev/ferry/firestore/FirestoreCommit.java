package dev.ferry.firestore;

import com.google.firestore.v1.Write;
import dev.ferry.idempotency.Written;
import java.util.List;

/**
 * Commits an effect in Firestore together with the completion of its message: both or neither, in
 * one request. What a {@link dev.ferry.idempotency.Completion} of this store unwraps to.
 *
 * <pre>{@code
 * FirestoreCommit commit = completion.unwrap(FirestoreCommit.class).orElseThrow();
 * Written written = commit.commit(List.of(createPayment));
 * }</pre>
 *
 * <p>Belongs to one run of the handler. Safe for use by several threads.
 */
public interface FirestoreCommit {
  /**
   * Commits the caller's writes with the completion, by the store's own client. Takes one request;
   * two more where the lease was renewed in between, or another store object claimed the message.
   * Repeats a commit that others contend with, a few times. Blocks for that.
   *
   * @param effect writes in the store's database; none may touch the message's record
   * @return WRITTEN; or OWN_COMPLETED when this claim's completion, and so an effect, was committed
   *     before, or FENCED_OUT when another worker owns the message by now: in both the effect did
   *     not happen now
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a precondition of the
   *     effect did not hold, with gRPC's exception as its cause; INVALID_ARGUMENT when the staged
   *     messages are too many for a document; else as the store's own calls. When it throws,
   *     neither happened, except where no answer came: the commit may be repeated then
   */
  Written commit(List<Write> effect);
}
