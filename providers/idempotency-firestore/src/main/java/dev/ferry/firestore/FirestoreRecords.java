package dev.ferry.firestore;

import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordDriver;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.idempotency.spi.WriteResult;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a collection: one alone is a commit, several are batches of writes. */
final class FirestoreRecords implements RecordDriver {
  private static final int MOST_TOGETHER = 100;

  private final Requests requests;
  private final FirestoreCollection collection;
  private final RecordDocument documents;
  private final boolean closesClient;

  /**
   * The records of a collection.
   *
   * @param closesClient whether the client was opened for this alone
   */
  FirestoreRecords(Requests requests, FirestoreCollection collection, boolean closesClient) {
    this.requests = requests;
    this.collection = collection;
    this.documents = new RecordDocument(collection);
    this.closesClient = closesClient;
  }

  @Override
  public List<WriteResult> write(List<RecordWrite> writes) {
    return writes.size() == 1
        ? List.of(writeOne(writes.get(0)))
        : new BatchedWrites(this, requests, documents, writes).results();
  }

  private WriteResult writeOne(RecordWrite write) {
    if (write.expected() instanceof Expected.Owned) {
      return WriteResult.refused(() -> find(write.key()));
    }
    try {
      CommitResponse committed = requests.commit(List.of(documents.write(write)));
      return new WriteResult.Done(
          RecordDocument.version(committed.getWriteResults(0).getUpdateTime()));
    } catch (StatusRuntimeException refused) {
      return refused(write, find(List.of(write.key())), refused.getStatus().getCode(), refused);
    }
  }

  /**
   * What a refusal means: that another record is there, unless it is the one that was expected.
   *
   * @param found what was read after it, by key
   */
  WriteResult refused(
      RecordWrite write,
      Map<IdempotencyKey, Document> found,
      Status.Code code,
      @Nullable Throwable cause) {
    Document document = found.get(write.key());
    WriteResult result =
        WriteResult.refused(() -> document == null ? null : RecordDocument.read(document));
    return result instanceof WriteResult.Refused refused && isAsExpected(write, refused.found())
        ? new WriteResult.Failed(StatusErrors.of(requests.operation("write to"), code, cause))
        : result;
  }

  /** Whether the version that a write is conditional upon is there, so that it was not refused. */
  static boolean isAsExpected(RecordWrite write, @Nullable Stored found) {
    return found != null
        && write.expected() instanceof Expected.Unchanged unchanged
        && found.version().equals(unchanged.found().version());
  }

  /** The latest of each that is there. */
  Map<IdempotencyKey, Document> find(List<IdempotencyKey> keys) {
    try {
      Map<String, Document> read = requests.read(keys.stream().map(documents::name).toList());
      Map<IdempotencyKey, Document> found = new HashMap<>();
      for (IdempotencyKey key : keys) {
        Document document = read.get(documents.name(key));
        if (document != null) {
          found.put(key, document);
        }
      }
      return found;
    } catch (StatusRuntimeException failed) {
      throw failure("read", failed);
    }
  }

  @Override
  public @Nullable Stored find(IdempotencyKey key) {
    Document document = find(List.of(key)).get(key);
    return document == null ? null : RecordDocument.read(document);
  }

  @Override
  public void forgetOutbox(IdempotencyKey key) {
    try {
      requests.commit(List.of(documents.forgetOutbox(key)));
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw failure("write to", refused);
      }
    }
  }

  private MessagingException failure(String verb, StatusRuntimeException failed) {
    return StatusErrors.of(requests.operation(verb), failed.getStatus().getCode(), failed);
  }

  @Override
  public void checkSize(RecordWrite write) {
    DocumentSize.check(
        collection, RecordDocument.fields(write.after()), write.after().outbox().size());
  }

  @Override
  public int mostTogether() {
    return MOST_TOGETHER;
  }

  @Override
  public void close() {
    if (closesClient) {
      requests.close();
    }
  }
}
