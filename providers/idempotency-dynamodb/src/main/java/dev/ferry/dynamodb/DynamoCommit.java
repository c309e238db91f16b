package dev.ferry.dynamodb;

import dev.ferry.idempotency.Written;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Commits an effect in DynamoDB together with the completion of its message: both or neither, in
 * one request. What a {@link dev.ferry.idempotency.Completion} of this store unwraps to.
 *
 * <pre>{@code
 * DynamoCommit commit = completion.unwrap(DynamoCommit.class).orElseThrow();
 * Written written = commit.commit(List.of(putPayment));
 * }</pre>
 *
 * <p>Belongs to one run of the handler. Safe for use by several threads.
 */
public interface DynamoCommit {
  /**
   * Commits up to 99 writes of the caller's with the completion, by the store's own client. Repeats
   * the transaction a few times when another one is in its way. Blocks for that.
   *
   * @param effect none may touch the message's record
   * @return WRITTEN; or OWN_COMPLETED when this claim's completion, and so an effect, was committed
   *     before, or FENCED_OUT when another worker owns the message by now: in both the effect did
   *     not happen now
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a condition of the
   *     effect did not hold, with the SDK's {@link TransactionCanceledException} as its cause;
   *     INVALID_ARGUMENT when the staged messages are too many for an item; else as the store's own
   *     calls. When it throws, neither happened, except where no answer came: the commit may be
   *     repeated then
   */
  Written commit(List<TransactWriteItem> effect);

  /**
   * The completion alone, for a transaction that the caller sends. What is staged by now is stored
   * with it, and nothing can be staged afterwards.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when the staged messages are
   *     too many for an item
   */
  TransactWriteItem item();

  /**
   * What the caller's own transaction, which was refused, says of the completion. A transaction
   * that succeeded has written it.
   *
   * @param position where in the transaction {@link #item()} was, from 0
   * @return OWN_COMPLETED or FENCED_OUT; empty when the completion was not in the way
   */
  Optional<Written> refused(TransactionCanceledException canceled, int position);
}
