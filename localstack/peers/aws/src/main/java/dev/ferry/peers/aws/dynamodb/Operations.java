package dev.ferry.peers.aws.dynamodb;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The verbs, each done alone. Safe for use by several threads. */
final class Operations {
  private final ReentrantLock lock = new ReentrantLock();
  private final Trouble trouble = new Trouble();
  private final Tables tables = new Tables(InstantSource.system());
  private final Batches batches = new Batches(tables, trouble);
  private final Transactions transactions = new Transactions(tables, trouble);
  private final Pages pages = new Pages(tables);

  Trouble trouble() {
    return trouble;
  }

  Map<String, Object> answer(String verb, Map<String, Object> request) throws DynamoError {
    lock.lock();
    try {
      return switch (verb) {
        case "CreateTable" -> tables.create(request);
        case "DescribeTable" -> tables.describe(request);
        case "ListTables" -> tables.list(request);
        case "DeleteTable" -> tables.delete(request);
        case "UpdateTimeToLive" -> tables.updateTimeToLive(request);
        case "DescribeTimeToLive" -> tables.describeTimeToLive(request);
        case "PutItem" -> write(request, Write.put(request, tables));
        case "UpdateItem" -> write(request, Write.update(request, tables));
        case "DeleteItem" -> write(request, Write.delete(request, tables));
        case "GetItem" -> get(request);
        case "BatchGetItem" -> batches.get(request);
        case "BatchExecuteStatement" -> batches.execute(request);
        case "TransactWriteItems" -> transactions.write(request);
        case "Query" -> pages.query(request);
        case "Scan" -> pages.scan(request);
        default -> throw DynamoError.of("UnknownOperationException", "Not served here: " + verb);
      };
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Object> write(Map<String, Object> request, Write write) throws DynamoError {
    trouble.checkAlone(write);
    Item before = write.before();
    Item after = write.judge();
    write.make(after);
    return switch (String.valueOf(request.getOrDefault("ReturnValues", "NONE"))) {
      case "NONE" -> Map.of();
      case "ALL_OLD" -> attributes("Attributes", before);
      case "ALL_NEW" -> attributes("Attributes", after);
      default -> throw DynamoError.invalid("These ReturnValues are not served here");
    };
  }

  private Map<String, Object> get(Map<String, Object> json) throws DynamoError {
    Request request = Request.of(json, Set.of("TableName", "Key", "ConsistentRead"));
    Table table = tables.get(request);
    return attributes("Item", table.get(table.key(request.object("Key"))));
  }

  private static Map<String, Object> attributes(String name, @Nullable Item item) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (item != null) {
      answer.put(name, item.attributes());
    }
    return answer;
  }
}
