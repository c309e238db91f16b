package dev.ferry.firestore;

import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Write;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.WriteResult;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many writes in as few requests as Firestore allows. Each fails for itself: one whose condition
 * does not hold is refused, and what is in its way is read; one that was throttled, or that nobody
 * knows about, is repeated a few times as it was.
 */
final class BatchedWrites {
  private static final int MOST_WRITES = 500;
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_REPETITIONS = 3;

  private final FirestoreRecords records;
  private final Requests requests;
  private final List<RecordWrite> writes;
  private final List<Write> prepared;
  private final @Nullable WriteResult[] results;
  private final Map<Integer, Status.Code> refused = new LinkedHashMap<>();

  BatchedWrites(
      FirestoreRecords records,
      Requests requests,
      RecordDocument documents,
      List<RecordWrite> writes) {
    this.records = records;
    this.requests = requests;
    this.writes = writes;
    this.prepared = writes.stream().map(documents::write).toList();
    this.results = new WriteResult[writes.size()];
  }

  /** Makes the writes. */
  List<WriteResult> results() {
    List<Integer> left = new ArrayList<>(IntStream.range(0, writes.size()).boxed().toList());
    while (!left.isEmpty()) {
      List<Integer> group = firstOfEachKey(left);
      write(group);
      left.removeAll(new HashSet<>(group));
    }
    return Arrays.stream(results).map(Objects::requireNonNull).toList();
  }

  /** Firestore refuses a whole request that names one document twice, or is too large. */
  private List<Integer> firstOfEachKey(List<Integer> left) {
    Set<IdempotencyKey> keys = new HashSet<>();
    List<Integer> group = new ArrayList<>();
    long bytes = 0;
    for (int index : left) {
      bytes += prepared.get(index).getSerializedSize();
      if (group.size() == MOST_WRITES || (bytes > MOST_BYTES && !group.isEmpty())) {
        return group;
      }
      if (keys.add(writes.get(index).key())) {
        group.add(index);
      }
    }
    return group;
  }

  private void write(List<Integer> group) {
    refused.clear();
    List<Integer> open = new ArrayList<>();
    for (int index : group) {
      if (writes.get(index).expected() instanceof Expected.Owned) {
        refused.put(index, Status.Code.FAILED_PRECONDITION);
      } else {
        open.add(index);
      }
    }
    Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(200));
    for (int repetition = 0; !open.isEmpty(); repetition++) {
      if (repetition > 0) {
        backoff.pause();
      }
      open = send(open, repetition < MOST_REPETITIONS);
    }
    readWhatIsInTheWay();
  }

  /** Makes one request; returns what is to be repeated. */
  private List<Integer> send(List<Integer> open, boolean mayRepeat) {
    BatchWriteResponse response = batch(open.stream().map(prepared::get).toList());
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      int index = open.get(i);
      Status.Code code = Status.fromCodeValue(response.getStatus(i).getCode()).getCode();
      if (code == Status.Code.OK) {
        results[index] =
            new WriteResult.Done(
                RecordDocument.version(response.getWriteResults(i).getUpdateTime()));
      } else if (StatusErrors.isRefusal(code)) {
        refused.put(index, code);
      } else if (mayRepeat && StatusErrors.isTransient(code)) {
        again.add(index);
      } else {
        results[index] =
            new WriteResult.Failed(
                StatusErrors.of(requests.operation("write a batch to"), code, null));
      }
    }
    return again;
  }

  private BatchWriteResponse batch(List<Write> group) {
    try {
      return requests.batch(group);
    } catch (StatusRuntimeException failed) {
      throw StatusErrors.of(
          requests.operation("write a batch to"), failed.getStatus().getCode(), failed);
    }
  }

  private void readWhatIsInTheWay() {
    if (refused.isEmpty()) {
      return;
    }
    Map<IdempotencyKey, Document> found =
        records.find(refused.keySet().stream().map(index -> writes.get(index).key()).toList());
    refused.forEach(
        (index, code) -> results[index] = records.refused(writes.get(index), found, code, null));
  }
}
