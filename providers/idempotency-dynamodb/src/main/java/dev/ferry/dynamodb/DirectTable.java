package dev.ferry.dynamodb;

import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.idempotency.spi.WriteResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The requests that each message costs, past the SDK's client. What it does not know an answer to
 * is null: the client is asked then, and does the whole again.
 */
final class DirectTable {
  private static final String TARGET = "DynamoDB_20120810.";

  private final DirectRequests requests;
  private final String name;

  DirectTable(DirectRequests requests, String name) {
    this.requests = requests;
    this.name = name;
  }

  /** One write, with the item that is in its way. */
  @Nullable WriteResult write(ItemWrite write) {
    boolean whole = write.condition() instanceof Condition.Absent;
    DirectAnswer answer =
        requests.send(
            TARGET + (whole ? "PutItem" : "UpdateItem"), () -> RequestJson.ofWrite(name, write));
    if (answer == null) {
      return null;
    }
    if (answer.succeeded()) {
      return new WriteResult.Done(RecordItem.NO_VERSION);
    }
    Optional<AnswerJson.InTheWay> met = AnswerJson.conditionFailed(answer);
    if (met.isEmpty()) {
      requests.leaveToClient();
      return null;
    }
    return WriteResult.refused(() -> RecordItem.read(met.get().orNull()));
  }

  /** What became of each of up to 25 writes with different keys: an error's code, or empty. */
  @Nullable List<String> execute(List<ItemWrite> writes) {
    DirectAnswer answer =
        requests.send(TARGET + "BatchExecuteStatement", () -> RequestJson.ofBatch(name, writes));
    if (answer == null) {
      return null;
    }
    Optional<List<String>> codes =
        answer.succeeded() ? AnswerJson.statementErrors(answer) : Optional.empty();
    if (codes.isEmpty()) {
      requests.leaveToClient();
      return null;
    }
    return codes.get();
  }

  /** Whether a transaction is known to have taken effect. */
  boolean transact(TransactWriteItemsRequest transaction) {
    DirectAnswer answer =
        TransactionJson.isPlain(transaction)
            ? requests.send(TARGET + "TransactWriteItems", () -> TransactionJson.of(transaction))
            : null;
    if (answer != null && !answer.succeeded()) {
      requests.leaveToClient();
    }
    return answer != null && answer.succeeded();
  }
}
