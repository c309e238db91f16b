package dev.ferry.peers.azure.tables;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes of one entity. Guarded by its caller. */
final class Writes {
  private final Trouble trouble;

  Writes(Trouble trouble) {
    this.trouble = trouble;
  }

  /** What a write is about: known before it is made, so that it can be undone. */
  static EntityKey keyOf(TableRequest request) throws TableError {
    int parenthesis = request.path().indexOf('(');
    EntityKey named =
        parenthesis < 0 ? null : EntityKey.parse(request.path().substring(parenthesis));
    EntityKey key = named == null ? EntityJson.read(request.body()).key() : named;
    if (key == null) {
      throw TableError.invalid("PropertiesNeedValue", "The values are not specified for the keys.");
    }
    return key;
  }

  /** Makes a write. */
  TableResponse write(StoredTable table, TableRequest request) throws TableError {
    EntityKey key = keyOf(request);
    trouble.checkRow(key.row());
    String condition = request.header("if-match");
    return switch (request.method()) {
      case "POST" -> insert(table, key, request);
      case "PUT" -> put(table, key, condition, EntityJson.read(request.body()).properties());
      case "PATCH", "MERGE" -> merge(table, key, condition, request);
      case "DELETE" -> delete(table, key, condition);
      default -> throw TableError.notServed(request.method());
    };
  }

  private static TableResponse insert(StoredTable table, EntityKey key, TableRequest request)
      throws TableError {
    if (table.find(key) != null) {
      throw TableError.entityExists();
    }
    return put(table, key, null, EntityJson.read(request.body()).properties());
  }

  private static TableResponse merge(
      StoredTable table, EntityKey key, @Nullable String condition, TableRequest request)
      throws TableError {
    StoredEntity before = table.find(key);
    Map<String, EdmValue> properties = EntityJson.read(request.body()).properties();
    return put(table, key, condition, before == null ? properties : before.mergedWith(properties));
  }

  private static TableResponse put(
      StoredTable table,
      EntityKey key,
      @Nullable String condition,
      Map<String, EdmValue> properties)
      throws TableError {
    check(table, key, condition);
    return TableResponse.written(table.put(key, properties).etag());
  }

  private static TableResponse delete(StoredTable table, EntityKey key, @Nullable String condition)
      throws TableError {
    if (condition == null) {
      throw TableError.invalid("MissingRequiredHeader", "If-Match is required to delete.");
    }
    check(table, key, condition);
    table.remove(key);
    return TableResponse.noContent();
  }

  /** Without a condition the entity may be there or not. */
  private static void check(StoredTable table, EntityKey key, @Nullable String condition)
      throws TableError {
    if (condition != null) {
      StoredEntity found = table.get(key);
      if (!condition.equals("*") && !condition.equals(found.etag())) {
        throw TableError.changed();
      }
    }
  }
}
