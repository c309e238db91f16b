package dev.ferry.peers.aws.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries of a partition and scans of a table, a page at a time. Guarded by its caller. */
final class Pages {
  private static final int MOST_BYTES = 1 << 20;
  private static final Set<String> SCAN =
      Set.of(
          "TableName",
          "FilterExpression",
          "ExpressionAttributeNames",
          "ExpressionAttributeValues",
          "ConsistentRead",
          "Limit",
          "ExclusiveStartKey",
          "Select");

  private final Tables tables;

  Pages(Tables tables) {
    this.tables = tables;
  }

  Map<String, Object> scan(Map<String, Object> json) throws DynamoError {
    Request request = Request.of(json, SCAN);
    return page(request, Names.of(request), new Condition.And(List.of()));
  }

  Map<String, Object> query(Map<String, Object> json) throws DynamoError {
    Set<String> served = new HashSet<>(SCAN);
    served.addAll(Set.of("KeyConditionExpression", "ScanIndexForward"));
    Request request = Request.of(json, served);
    Names names = Names.of(request);
    return page(
        request, names, ExpressionParser.condition(request.text("KeyConditionExpression"), names));
  }

  private Map<String, Object> page(Request request, Names names, Condition keys)
      throws DynamoError {
    Table table = tables.get(request);
    Condition filter = ExpressionParser.condition(request.textOrNull("FilterExpression"), names);
    names.allUsed();
    Map<String, Object> start = request.object("ExclusiveStartKey");
    @Nullable Item behind = start.isEmpty() ? null : table.key(start);
    int limit = request.number("Limit", Integer.MAX_VALUE);
    List<Item> items = new ArrayList<>();
    int scanned = 0;
    int bytes = 0;
    @Nullable Item last = null;
    Iterator<Item> all = table.items(request.flag("ScanIndexForward", true), behind).iterator();
    while (all.hasNext() && scanned < limit && bytes < MOST_BYTES) {
      Item item = all.next();
      if (keys.holds(item)) {
        scanned++;
        bytes += item.sizeBytes();
        last = item;
        if (filter.holds(item)) {
          items.add(item);
        }
      }
    }
    boolean more = scanned == limit || (bytes >= MOST_BYTES && all.hasNext());
    return answer(request, items, scanned, more && last != null ? table.keyOf(last) : null);
  }

  private static Map<String, Object> answer(
      Request request, List<Item> items, int scanned, @Nullable Item last) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Count", items.size());
    answer.put("ScannedCount", scanned);
    if (!request.is("Select", "COUNT")) {
      answer.put("Items", items.stream().map(Item::attributes).toList());
    }
    if (last != null) {
      answer.put("LastEvaluatedKey", last.attributes());
    }
    return answer;
  }
}
