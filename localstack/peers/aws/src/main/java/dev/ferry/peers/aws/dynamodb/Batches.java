package dev.ferry.peers.aws.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batches: statements that fail one by one, and reads. Guarded by its caller. */
final class Batches {
  private static final int MOST_STATEMENTS = 25;
  private static final int MOST_READS = 100;

  private final Tables tables;
  private final Trouble trouble;

  Batches(Tables tables, Trouble trouble) {
    this.tables = tables;
    this.trouble = trouble;
  }

  /** One statement: to be made, or refused already. */
  private record Parsed(@Nullable Write write, @Nullable DynamoError refused) {}

  Map<String, Object> execute(Map<String, Object> json) throws DynamoError {
    List<?> statements = Request.of(json, Set.of("Statements")).list("Statements");
    if (statements.isEmpty() || statements.size() > MOST_STATEMENTS) {
      throw DynamoError.invalid("A batch has 1 to " + MOST_STATEMENTS + " statements");
    }
    List<Parsed> parsed = new ArrayList<>();
    for (Object statement : statements) {
      parsed.add(parse(statement));
    }
    refuseEqualKeys(parsed);
    List<Map<String, Object>> responses = new ArrayList<>();
    for (Parsed each : parsed) {
      responses.add(response(each));
    }
    return Map.of("Responses", responses);
  }

  private Parsed parse(Object statement) {
    try {
      return new Parsed(Statement.parse(statement, tables), null);
    } catch (DynamoError refused) {
      return new Parsed(null, refused);
    }
  }

  private static void refuseEqualKeys(List<Parsed> parsed) throws DynamoError {
    Set<List<Object>> keys = new HashSet<>();
    for (Parsed each : parsed) {
      Write write = each.write();
      if (write != null && !keys.add(List.of(write.table().name(), write.key()))) {
        throw DynamoError.invalid("Provided list of item keys contains duplicates");
      }
    }
  }

  private Map<String, Object> response(Parsed parsed) {
    Map<String, Object> response = new LinkedHashMap<>();
    Write write = parsed.write();
    try {
      if (write == null) {
        throw parsed.refused() == null ? DynamoError.invalid("") : parsed.refused();
      }
      response.put("TableName", write.table().name());
      trouble.checkAmongMany(write);
      write.make(write.judge());
    } catch (DynamoError refused) {
      response.put("Error", error(write, refused));
    }
    return response;
  }

  private static Map<String, Object> error(@Nullable Write write, DynamoError refused) {
    boolean duplicate =
        write != null
            && refused.type().equals("ConditionalCheckFailedException")
            && write.condition() instanceof Condition.Exists;
    return duplicate
        ? Map.of("Code", "DuplicateItem", "Message", "Duplicate primary key exists in table")
        : refused.reason();
  }

  Map<String, Object> get(Map<String, Object> json) throws DynamoError {
    Map<String, Object> wanted = Request.of(json, Set.of("RequestItems")).object("RequestItems");
    Map<String, Object> responses = new LinkedHashMap<>();
    int keys = 0;
    for (Map.Entry<String, Object> one : wanted.entrySet()) {
      Request request = Request.of(one.getValue(), Set.of("Keys", "ConsistentRead"));
      keys += request.list("Keys").size();
      responses.put(one.getKey(), items(tables.get(one.getKey()), request.list("Keys")));
    }
    if (keys == 0 || keys > MOST_READS) {
      throw DynamoError.invalid("Too many items requested for the BatchGetItem call");
    }
    return Map.of("Responses", responses, "UnprocessedKeys", Map.of());
  }

  private static List<Map<String, Object>> items(Table table, List<?> keys) throws DynamoError {
    List<Map<String, Object>> items = new ArrayList<>();
    Set<Item> seen = new HashSet<>();
    for (Object each : keys) {
      Item key = Item.read(asObject(each));
      if (!seen.add(table.key(key.attributes()))) {
        throw DynamoError.invalid("Provided list of item keys contains duplicates");
      }
      Item item = table.get(key);
      if (item != null) {
        items.add(item.attributes());
      }
    }
    return items;
  }

  private static Map<String, Object> asObject(Object json) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (json instanceof Map<?, ?> map) {
      map.forEach((name, value) -> object.put(String.valueOf(name), value));
    }
    return object;
  }
}
