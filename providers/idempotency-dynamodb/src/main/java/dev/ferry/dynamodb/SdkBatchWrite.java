package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.WriteResult;
import dev.ferry.idempotency.spi.WriteResult.Done;
import dev.ferry.idempotency.spi.WriteResult.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many writes in as few requests as DynamoDB allows. Statements fail one by one: one whose
 * condition does not hold is refused, and what is in its way is read; one that was throttled, or
 * that nobody knows about, is repeated a few times as it was.
 */
final class SdkBatchWrite {
  static final int MOST_STATEMENTS = 25;
  private static final int MOST_REPETITIONS = 3;
  private static final Set<String> REFUSALS = Set.of("DuplicateItem", "ConditionalCheckFailed");

  private final SdkTable table;
  private final List<ItemWrite> writes;
  private final @Nullable WriteResult[] results;
  private final List<Integer> refused = new ArrayList<>();

  SdkBatchWrite(SdkTable table, List<ItemWrite> writes) {
    this.table = table;
    this.writes = writes;
    this.results = new WriteResult[writes.size()];
  }

  /** Makes the writes. */
  List<WriteResult> results() {
    List<Integer> left = IntStream.range(0, writes.size()).boxed().toList();
    while (!left.isEmpty()) {
      List<Integer> group = firstOfEachKey(left);
      write(group);
      left = without(group, left);
    }
    return Arrays.stream(results).map(Objects::requireNonNull).toList();
  }

  /** DynamoDB refuses a whole request that names one key twice. */
  private List<Integer> firstOfEachKey(List<Integer> left) {
    Set<String> keys = new HashSet<>();
    return left.stream()
        .filter(index -> keys.add(writes.get(index).key()))
        .limit(MOST_STATEMENTS)
        .toList();
  }

  private static List<Integer> without(List<Integer> done, List<Integer> all) {
    Set<Integer> gone = new HashSet<>(done);
    return all.stream().filter(index -> !gone.contains(index)).toList();
  }

  private void write(List<Integer> group) {
    refused.clear();
    Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(200));
    List<Integer> open = group;
    for (int repetition = 0; !open.isEmpty(); repetition++) {
      if (repetition > 0) {
        backoff.pause();
      }
      open = execute(open, repetition < MOST_REPETITIONS);
    }
    readWhatIsInTheWay();
  }

  /** Makes one request; returns what is to be repeated. */
  private List<Integer> execute(List<Integer> open, boolean mayRepeat) {
    List<Integer> again = new ArrayList<>();
    List<String> codes = table.execute(open.stream().map(writes::get).toList());
    for (int i = 0; i < open.size(); i++) {
      int index = open.get(i);
      String code = codes.get(i);
      if (code.isEmpty()) {
        results[index] = new Done(RecordItem.NO_VERSION);
      } else if (REFUSALS.contains(code)) {
        refused.add(index);
      } else if (mayRepeat && SdkErrors.isTransient(code)) {
        again.add(index);
      } else {
        results[index] =
            new Failed(SdkErrors.ofItem("write to table '" + table.name() + "'", code));
      }
    }
    return again;
  }

  private void readWhatIsInTheWay() {
    if (!refused.isEmpty()) {
      Map<String, Map<String, RecordValue>> found =
          table.readItems(refused.stream().map(index -> writes.get(index).key()).toList());
      refused.forEach(
          index ->
              results[index] =
                  WriteResult.refused(() -> RecordItem.read(found.get(writes.get(index).key()))));
    }
  }
}
