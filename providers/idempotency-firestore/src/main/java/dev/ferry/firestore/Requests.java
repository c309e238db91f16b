package dev.ferry.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc.FirestoreBlockingStub;
import com.google.firestore.v1.Write;
import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The requests, each repeated where that is of use and safe: a call whose connection was closed
 * while a function was frozen once at once, contention and throttling a few times after a pause.
 * All of them may be repeated, as a record shows who wrote it. Any more patience is the caller's,
 * who knows the deadline.
 */
final class Requests {
  private static final int MOST_CONTENDED = 5;

  private final FirestoreClient client;
  private final FirestoreCollection collection;

  Requests(FirestoreClient client, FirestoreCollection collection) {
    this.client = client;
    this.collection = collection;
  }

  /**
   * Commits all or nothing.
   *
   * @throws StatusRuntimeException when a precondition may not hold
   * @throws MessagingException when it failed otherwise
   */
  CommitResponse commit(List<Write> writes) {
    CommitRequest request =
        CommitRequest.newBuilder()
            .setDatabase(collection.databaseName())
            .addAllWrites(writes)
            .build();
    return asked("write to", stub -> stub.commit(request));
  }

  /** Writes each for itself, no document twice. */
  BatchWriteResponse batch(List<Write> writes) {
    BatchWriteRequest request =
        BatchWriteRequest.newBuilder()
            .setDatabase(collection.databaseName())
            .addAllWrites(writes)
            .build();
    BatchWriteResponse response = asked("write a batch to", stub -> stub.batchWrite(request));
    if (response.getStatusCount() != writes.size()
        || response.getWriteResultsCount() != writes.size()) {
      throw new MessagingException(
          ErrorCode.UNKNOWN,
          true,
          "%s: %d answers to %d writes"
              .formatted(operation("write a batch to"), response.getStatusCount(), writes.size()));
    }
    return response;
  }

  /** The latest of documents; by name, without what is not there. */
  Map<String, Document> read(List<String> names) {
    BatchGetDocumentsRequest request =
        BatchGetDocumentsRequest.newBuilder()
            .setDatabase(collection.databaseName())
            .addAllDocuments(names)
            .build();
    return asked("read", stub -> found(stub.batchGetDocuments(request)));
  }

  private static Map<String, Document> found(Iterator<BatchGetDocumentsResponse> answers) {
    Map<String, Document> found = new HashMap<>();
    answers.forEachRemaining(
        answer -> {
          if (answer.hasFound()) {
            found.put(answer.getFound().getName(), answer.getFound());
          }
        });
    return found;
  }

  private <A> A asked(String verb, Function<FirestoreBlockingStub, A> call) {
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
    for (int repetition = 0; ; repetition++) {
      try {
        return call.apply(client.stub(collection));
      } catch (StatusRuntimeException failed) {
        Status.Code code = failed.getStatus().getCode();
        if (StatusErrors.isRefusal(code)) {
          throw failed;
        }
        if (repetition >= mostRepetitions(code)) {
          throw StatusErrors.of(operation(verb), code, failed);
        }
        if (code != Status.Code.UNAVAILABLE) {
          backoff.pause();
        }
      }
    }
  }

  private static int mostRepetitions(Status.Code code) {
    return switch (code) {
      case UNAVAILABLE, RESOURCE_EXHAUSTED -> 1;
      case ABORTED -> MOST_CONTENDED;
      default -> 0;
    };
  }

  /** For messages. */
  String operation(String verb) {
    return verb + " collection '" + collection + "'";
  }

  void close() {
    client.close();
  }
}
