package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.BeginTransactionResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls, each checked and handed to the documents. */
final class FirestoreService extends FirestoreGrpc.FirestoreImplBase {
  private static final int MOST_WRITES = 500;

  private final Documents documents;

  FirestoreService(Documents documents) {
    this.documents = documents;
  }

  /** One answer, or a refusal. */
  private interface Answer<A> {
    A get() throws Refused;
  }

  private static <A> void answer(StreamObserver<A> observer, Answer<A> answer) {
    try {
      observer.onNext(answer.get());
      observer.onCompleted();
    } catch (Refused refused) {
      observer.onError(refused.status().asException());
    }
  }

  private static <A> void answerAll(StreamObserver<A> observer, Answer<List<A>> answers) {
    try {
      answers.get().forEach(observer::onNext);
      observer.onCompleted();
    } catch (Refused refused) {
      observer.onError(refused.status().asException());
    }
  }

  @Override
  public void commit(CommitRequest request, StreamObserver<CommitResponse> observer) {
    answer(
        observer,
        () -> {
          checkWrites(request.getDatabase(), request.getWritesList());
          Documents.Committed committed =
              documents.commit(request.getWritesList(), request.getTransaction());
          return CommitResponse.newBuilder()
              .setCommitTime(committed.at())
              .addAllWriteResults(committed.results())
              .build();
        });
  }

  @Override
  public void batchWrite(BatchWriteRequest request, StreamObserver<BatchWriteResponse> observer) {
    answer(
        observer,
        () -> {
          checkWrites(request.getDatabase(), request.getWritesList());
          checkBatch(request.getWritesList());
          BatchWriteResponse.Builder response = BatchWriteResponse.newBuilder();
          for (Documents.Outcome outcome : documents.batch(request.getWritesList())) {
            response.addWriteResults(outcome.result());
            response
                .addStatusBuilder()
                .setCode(outcome.status().getCode().value())
                .setMessage(String.valueOf(outcome.status().getDescription()));
          }
          return response.build();
        });
  }

  private static void checkWrites(String database, List<Write> writes) throws Refused {
    Names.checkDatabase(database);
    for (Write write : writes) {
      if (!write.hasUpdate() && !write.hasDelete()) {
        throw Refused.unimplemented("the write " + write.getOperationCase());
      }
      Names.checkDocument(database, Change.nameOf(write));
    }
  }

  private static void checkBatch(List<Write> writes) throws Refused {
    Set<String> names = new HashSet<>();
    for (Write write : writes) {
      if (!names.add(Change.nameOf(write))) {
        throw Refused.invalid("A document was written more than once in the same request.");
      }
    }
    if (writes.size() > MOST_WRITES) {
      throw Refused.invalid("maximum " + MOST_WRITES + " writes allowed per request");
    }
  }

  @Override
  public void beginTransaction(
      BeginTransactionRequest request, StreamObserver<BeginTransactionResponse> observer) {
    answer(
        observer,
        () -> {
          Names.checkDatabase(request.getDatabase());
          return BeginTransactionResponse.newBuilder().setTransaction(documents.begin()).build();
        });
  }

  @Override
  public void rollback(RollbackRequest request, StreamObserver<Empty> observer) {
    answer(
        observer,
        () -> {
          documents.rollback(request.getTransaction());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void batchGetDocuments(
      BatchGetDocumentsRequest request, StreamObserver<BatchGetDocumentsResponse> observer) {
    answerAll(observer, () -> read(request));
  }

  private List<BatchGetDocumentsResponse> read(BatchGetDocumentsRequest request) throws Refused {
    Names.checkDatabase(request.getDatabase());
    for (String name : request.getDocumentsList()) {
      Names.checkDocument(request.getDatabase(), name);
    }
    boolean begins = request.hasNewTransaction();
    ByteString transaction = begins ? documents.begin() : request.getTransaction();
    Documents.Read read = documents.read(request.getDocumentsList(), transaction);
    List<BatchGetDocumentsResponse> answers =
        new ArrayList<>(
            read.found().entrySet().stream()
                .map(
                    entry ->
                        entry
                            .getValue()
                            .map(found -> BatchGetDocumentsResponse.newBuilder().setFound(found))
                            .orElseGet(
                                () ->
                                    BatchGetDocumentsResponse.newBuilder()
                                        .setMissing(entry.getKey()))
                            .setReadTime(read.at())
                            .build())
                .toList());
    if (begins) {
      answers.add(0, BatchGetDocumentsResponse.newBuilder().setTransaction(transaction).build());
    }
    return answers;
  }

  @Override
  public void runQuery(RunQueryRequest request, StreamObserver<RunQueryResponse> observer) {
    answerAll(observer, () -> query(request));
  }

  private List<RunQueryResponse> query(RunQueryRequest request) throws Refused {
    List<Document> found =
        documents.query(
            request.getParent(), request.getStructuredQuery(), request.getTransaction());
    Timestamp at = documents.now();
    return found.isEmpty()
        ? List.of(RunQueryResponse.newBuilder().setReadTime(at).build())
        : found.stream()
            .map(
                document ->
                    RunQueryResponse.newBuilder().setDocument(document).setReadTime(at).build())
            .toList();
  }
}
