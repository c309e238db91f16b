package dev.ferry.azuretables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionFailedException;
import dev.ferry.idempotency.Written;
import java.util.List;

/**
 * Commits an effect in the record's own table and partition together with the completion of its
 * message: both or neither, in one request. What a {@link dev.ferry.idempotency.Completion} of this
 * store unwraps to.
 *
 * <pre>{@code
 * TablesCommit commit = completion.unwrap(TablesCommit.class).orElseThrow();
 * TableEntity payment = new TableEntity(commit.partition(), "payment-" + orderId);
 * Written written = commit.commit(List.of(new TableTransactionAction(CREATE, payment)));
 * }</pre>
 *
 * <p>Belongs to one run of the handler. Safe for use by several threads.
 */
public interface TablesCommit {
  /** The partition that the effect has to be in; a transaction spans no other. */
  String partition();

  /** The table that the effect has to be in. */
  String table();

  /**
   * Commits up to 99 writes of the caller's with the completion, by the store's own client. Repeats
   * the transaction a few times while the service is busy. Blocks for that.
   *
   * @param effect none may touch the message's record
   * @return WRITTEN; or OWN_COMPLETED when this claim's completion, and so an effect, was committed
   *     before, or the answer was lost and the client sent it again; or FENCED_OUT when another
   *     worker owns the message by now, and the effect did not happen
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a condition of the
   *     effect did not hold, with the SDK's {@link TableTransactionFailedException} as its cause;
   *     INVALID_ARGUMENT when the staged messages are too many for an entity; else as the store's
   *     own calls. When it throws, neither happened, except where no answer came: the commit may be
   *     repeated then
   */
  Written commit(List<TableTransactionAction> effect);

  /**
   * The completion alone, for a transaction that the caller sends: it fails when another worker
   * owns the message by now. What is staged by now is stored with it, and nothing can be staged
   * afterwards. Reads the record first where its ETag is not known.
   *
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when the record is another's
   *     already; INVALID_ARGUMENT when the staged messages are too many for an entity
   */
  TableTransactionAction action();
}
