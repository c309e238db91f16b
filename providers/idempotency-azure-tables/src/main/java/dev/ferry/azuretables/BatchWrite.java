package dev.ferry.azuretables;

import com.azure.data.tables.models.TableTransactionFailedException;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.WriteResult;
import dev.ferry.messaging.MessagingException;
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
 * Many writes in as few requests as Tables allow: a transaction for each partition and each 100. A
 * transaction is refused as a whole and names the first write that was in the way. That one is read
 * and the others are sent again; when they are refused too, every one that is left is read, because
 * a batch that comes again comes again whole.
 */
final class BatchWrite {
  private static final int MOST_ACTIONS = 100;
  private static final int MOST_REPETITIONS = 3;

  private final EntityTable table;
  private final RecordEntities entities;
  private final List<RecordWrite> writes;
  private final @Nullable WriteResult[] results;

  BatchWrite(EntityTable table, RecordEntities entities, List<RecordWrite> writes) {
    this.table = table;
    this.entities = entities;
    this.writes = writes;
    this.results = new WriteResult[writes.size()];
  }

  /** Makes the writes. */
  List<WriteResult> results() {
    List<Integer> left = new ArrayList<>(IntStream.range(0, writes.size()).boxed().toList());
    while (!left.isEmpty()) {
      List<Integer> turn = firstOfEachKey(left);
      byPartition(turn).values().forEach(this::makeAll);
      left.removeAll(new HashSet<>(turn));
    }
    return Arrays.stream(results).map(Objects::requireNonNull).toList();
  }

  private List<Integer> firstOfEachKey(List<Integer> left) {
    Set<IdempotencyKey> keys = new HashSet<>();
    return left.stream().filter(index -> keys.add(writes.get(index).key())).toList();
  }

  private Map<String, List<Integer>> byPartition(List<Integer> turn) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int index : turn) {
      String partition = entities.partition(writes.get(index).key());
      groups.computeIfAbsent(partition, absent -> new ArrayList<>()).add(index);
    }
    return groups;
  }

  private void makeAll(List<Integer> group) {
    List<Integer> conditional = new ArrayList<>();
    for (int index : group) {
      if (EntityTable.isConditional(writes.get(index))) {
        conditional.add(index);
      } else {
        results[index] = table.refused(writes.get(index));
      }
    }
    for (int from = 0; from < conditional.size(); from += MOST_ACTIONS) {
      int to = Math.min(conditional.size(), from + MOST_ACTIONS);
      make(new ArrayList<>(conditional.subList(from, to)));
    }
  }

  private void make(List<Integer> group) {
    boolean refusedBefore = false;
    Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(200));
    for (int busy = 0; !group.isEmpty(); ) {
      try {
        commit(group);
        return;
      } catch (TableTransactionFailedException failed) {
        if (SdkErrors.isRefusal(failed)) {
          group.removeAll(inTheWay(failed, group, refusedBefore));
          refusedBefore = true;
        } else if (SdkErrors.isBusy(failed) && busy++ < MOST_REPETITIONS) {
          backoff.pause();
        } else {
          fail(group, failed);
          return;
        }
      } catch (RuntimeException failed) {
        fail(group, failed);
        return;
      }
    }
  }

  private void commit(List<Integer> group) {
    if (group.size() == 1) {
      results[group.get(0)] = table.write(writes.get(group.get(0)));
      return;
    }
    List<String> etags = table.commit(group.stream().map(writes::get).map(table::action).toList());
    for (int i = 0; i < group.size(); i++) {
      String etag = etags.size() == group.size() ? etags.get(i) : "";
      results[group.get(i)] = new WriteResult.Done(etag);
    }
  }

  /** Reads what was in the way, and gives those that need not be sent again. */
  private Set<Integer> inTheWay(
      TableTransactionFailedException failed, List<Integer> group, boolean all) {
    Integer action = failed.getFailedTransactionActionIndex();
    List<Integer> found =
        all || action == null || action >= group.size() ? group : List.of(group.get(action));
    found.forEach(index -> results[index] = table.refused(writes.get(index)));
    return new HashSet<>(found);
  }

  private void fail(List<Integer> group, RuntimeException failed) {
    MessagingException reason =
        failed instanceof MessagingException known
            ? known
            : SdkErrors.of("write a batch to table '" + table.name() + "'", failed);
    group.forEach(index -> results[index] = new WriteResult.Failed(reason));
  }
}
