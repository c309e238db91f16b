package dev.ferry.peers.aws.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes that are all made or none, each with a reason when they are not. Guarded by its caller.
 */
final class Transactions {
  private static final int MOST_WRITES = 100;
  private static final int MOST_TOKENS = 1000;

  private final Tables tables;
  private final Trouble trouble;
  private final Map<String, List<?>> committed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<?>> eldest) {
          return size() > MOST_TOKENS;
        }
      };

  Transactions(Tables tables, Trouble trouble) {
    this.tables = tables;
    this.trouble = trouble;
  }

  /** One write that was judged. */
  private record Judged(Write write, @Nullable Item after, @Nullable DynamoError refused) {}

  Map<String, Object> write(Map<String, Object> json) throws DynamoError {
    Request request = Request.of(json, Set.of("TransactItems", "ClientRequestToken"));
    List<?> items = request.list("TransactItems");
    String token = request.textOrNull("ClientRequestToken");
    if (token == null || !isRepeated(token, items)) {
      commit(writes(items));
      if (token != null) {
        committed.put(token, items);
      }
    }
    return Map.of();
  }

  /** A request whose answer was lost comes again with its token. */
  private boolean isRepeated(String token, List<?> items) throws DynamoError {
    List<?> before = committed.get(token);
    if (before != null && !before.equals(items)) {
      throw DynamoError.of(
          "IdempotentParameterMismatchException", "The token was used with other parameters");
    }
    return before != null;
  }

  private List<Write> writes(List<?> items) throws DynamoError {
    if (items.isEmpty() || items.size() > MOST_WRITES) {
      throw DynamoError.invalid("A transaction has 1 to " + MOST_WRITES + " writes");
    }
    List<Write> writes = new ArrayList<>();
    Set<List<Object>> keys = new HashSet<>();
    for (Object item : items) {
      Write write = parse(item);
      if (!keys.add(List.of(write.table().name(), write.key()))) {
        throw DynamoError.invalid(
            "Transaction request cannot include multiple operations on one item");
      }
      writes.add(write);
    }
    return writes;
  }

  private Write parse(Object item) throws DynamoError {
    Map<String, Object> fields =
        Request.of(item, Set.of("Put", "Update", "Delete", "ConditionCheck")).fields();
    if (fields.size() != 1) {
      throw DynamoError.invalid("A transact item has one of Put, Update, Delete, ConditionCheck");
    }
    Map.Entry<String, Object> one = fields.entrySet().iterator().next();
    return switch (one.getKey()) {
      case "Put" -> Write.put(one.getValue(), tables);
      case "Update" -> Write.update(one.getValue(), tables);
      case "Delete" -> Write.delete(one.getValue(), tables);
      default -> Write.check(one.getValue(), tables);
    };
  }

  private void commit(List<Write> writes) throws DynamoError {
    List<Judged> judged = writes.stream().map(this::judge).toList();
    if (judged.stream().anyMatch(each -> each.refused() != null)) {
      throw DynamoError.canceled(judged.stream().map(Transactions::reason).toList());
    }
    judged.forEach(each -> each.write().make(each.after()));
  }

  private Judged judge(Write write) {
    try {
      trouble.checkAmongMany(write);
      return new Judged(write, write.judge(), null);
    } catch (DynamoError refused) {
      return new Judged(write, null, refused);
    }
  }

  private static Map<String, Object> reason(Judged judged) {
    DynamoError refused = judged.refused();
    return refused == null ? Map.of("Code", "None") : refused.reason();
  }
}
