package dev.ferry.peers.azure.tables;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries of a table, a page each. Guarded by its caller. */
final class Queries {
  private static final String NEXT_PARTITION = "NextPartitionKey";
  private static final String NEXT_ROW = "NextRowKey";

  private final URI endpoint;

  Queries(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** The properties that a read asks for; none for all. */
  static Set<String> selected(TableRequest request) {
    String select = request.query().getOrDefault("$select", "");
    return select.isEmpty() ? Set.of() : Set.of(select.split(","));
  }

  TableResponse query(StoredTable table, TableRequest request) throws TableError {
    Filter filter = Filter.parse(request.query().getOrDefault("$filter", ""));
    int most = most(request);
    List<String> page = new ArrayList<>();
    for (StoredEntity entity : table.from(start(request))) {
      if (filter.matches(entity.all())) {
        if (page.size() == most) {
          return answer(page)
              .with("x-ms-continuation-" + NEXT_PARTITION, token(entity.key().partition()))
              .with("x-ms-continuation-" + NEXT_ROW, token(entity.key().row()));
        }
        page.add(entity.json(endpoint, table.name(), selected(request)));
      }
    }
    return answer(page);
  }

  private static int most(TableRequest request) throws TableError {
    try {
      int top = Integer.parseInt(request.query().getOrDefault("$top", "" + Limits.PAGE));
      return Math.min(Limits.PAGE, Math.max(1, top));
    } catch (NumberFormatException malformed) {
      throw TableError.invalid("InvalidInput", "$top is no number.");
    }
  }

  private static @Nullable EntityKey start(TableRequest request) {
    String partition = request.query().get(NEXT_PARTITION);
    return partition == null
        ? null
        : new EntityKey(untoken(partition), untoken(request.query().getOrDefault(NEXT_ROW, "!")));
  }

  /** Clients are to take a token for what it is, so it does not look like a key. */
  private static String token(String key) {
    return "!" + key;
  }

  private static String untoken(String token) {
    return token.substring(1);
  }

  private static TableResponse answer(List<String> page) {
    return TableResponse.json(
        200, Json.object("value", Json.raw("[" + String.join(",", page) + "]")));
  }
}
