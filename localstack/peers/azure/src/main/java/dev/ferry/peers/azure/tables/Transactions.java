package dev.ferry.peers.azure.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several writes of one partition, all or none. Guarded by its caller. */
final class Transactions {
  private final Writes writes;
  private final TableOf tables;

  /** Finds the table that a request names. */
  interface TableOf {
    StoredTable of(TableRequest request) throws TableError;
  }

  Transactions(Writes writes, TableOf tables) {
    this.writes = writes;
    this.tables = tables;
  }

  TableResponse commit(TableRequest request) throws TableError {
    Multipart multipart = Multipart.read(request);
    if (request.body().length > Limits.TRANSACTION_BYTES) {
      return multipart.refused(TableError.tooLarge().at(0));
    }
    Map<EntityKey, @Nullable StoredEntity> before = new LinkedHashMap<>();
    List<TableResponse> responses = new ArrayList<>();
    try {
      List<TableRequest> operations = checked(multipart.operations());
      StoredTable table = table(operations.get(0));
      for (TableRequest operation : operations) {
        responses.add(one(table, operation, responses.size(), before));
      }
      return multipart.committed(responses);
    } catch (TableError refused) {
      undo(multipart, before);
      return multipart.refused(refused);
    }
  }

  /** Clients expect the number of an operation before the words of every refusal. */
  private StoredTable table(TableRequest first) throws TableError {
    try {
      return tables.of(first);
    } catch (TableError refused) {
      throw refused.at(0);
    }
  }

  private TableResponse one(
      StoredTable table,
      TableRequest operation,
      int index,
      Map<EntityKey, @Nullable StoredEntity> before)
      throws TableError {
    try {
      EntityKey key = Writes.keyOf(operation);
      before.put(key, table.find(key));
      return writes.write(table, operation);
    } catch (TableError refused) {
      throw refused.at(index);
    }
  }

  private void undo(Multipart multipart, Map<EntityKey, @Nullable StoredEntity> before)
      throws TableError {
    if (!before.isEmpty()) {
      StoredTable table = tables.of(multipart.operations().get(0));
      before.forEach(table::restore);
    }
  }

  private static List<TableRequest> checked(List<TableRequest> operations) throws TableError {
    if (operations.isEmpty() || operations.size() > Limits.OPERATIONS) {
      throw TableError.invalid(
          "InvalidInput", Limits.OPERATIONS + ":A transaction has 1 to 100 operations.");
    }
    Set<EntityKey> keys = new HashSet<>();
    String partition = Writes.keyOf(operations.get(0)).partition();
    for (int index = 0; index < operations.size(); index++) {
      EntityKey key = Writes.keyOf(operations.get(index));
      if (!key.partition().equals(partition)) {
        throw TableError.invalid(
                "CommandsInBatchActOnDifferentPartitions",
                "All commands in a batch must operate on same entity group.")
            .at(index);
      }
      if (!keys.add(key)) {
        throw TableError.invalid(
                "InvalidDuplicateRow", "An entity can appear only once in a batch.")
            .at(index);
      }
    }
    return operations;
  }
}
