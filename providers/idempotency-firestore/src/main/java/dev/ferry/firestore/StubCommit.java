package dev.ferry.firestore;

import com.google.firestore.v1.Write;
import dev.ferry.idempotency.Written;
import dev.ferry.idempotency.spi.Completing;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A commit by the store's requests. */
final class StubCommit implements FirestoreCommit {
  /** Each round but the first means that the lease was renewed in between. */
  private static final int MOST_ROUNDS = 20;

  private final Requests requests;
  private final FirestoreRecords records;
  private final RecordDocument documents;
  private final Supplier<Completing> completing;

  /**
   * A commit.
   *
   * @param completing makes the completion anew, with what is staged by then
   */
  StubCommit(
      Requests requests,
      FirestoreRecords records,
      RecordDocument documents,
      Supplier<Completing> completing) {
    this.requests = requests;
    this.records = records;
    this.documents = documents;
    this.completing = completing;
  }

  @Override
  public Written commit(List<Write> effect) {
    Completing completion = completing.get();
    Optional<Written> answer = completion.answer();
    for (int round = 0; answer.isEmpty() && round < MOST_ROUNDS; round++) {
      answer = send(effect, completion);
    }
    return answer.orElseThrow(
        () ->
            new MessagingException(
                ErrorCode.UNAVAILABLE,
                true,
                requests.operation("commit with a completion in")
                    + ": the record changed again and again; try again later"));
  }

  /** Empty when the record is another than was expected, and still the claim's. */
  private Optional<Written> send(List<Write> effect, Completing completion) {
    RecordWrite write = completion.write().orElseThrow();
    if (write.expected() instanceof Expected.Owned) {
      return completion.refused(records.find(write.key()));
    }
    List<Write> writes = new ArrayList<>(effect);
    writes.add(documents.write(write));
    try {
      requests.commit(writes);
      completion.committed();
      return Optional.of(Written.WRITTEN);
    } catch (StatusRuntimeException refused) {
      Stored found = records.find(write.key());
      if (FirestoreRecords.isAsExpected(write, found)) {
        throw ofTheEffect(refused);
      }
      return completion.refused(found);
    }
  }

  private MessagingException ofTheEffect(StatusRuntimeException refused) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        requests.operation("commit with a completion in")
            + ": a precondition of the effect does not hold; "
            + refused.getStatus().getCode(),
        refused);
  }
}
