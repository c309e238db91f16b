package dev.ferry.peers.azure.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entity as a request has it. */
record EntityJson(@Nullable EntityKey key, Map<String, EdmValue> properties) {
  private static final String TYPE = "@odata.type";

  /**
   * Reads a body. What OData and the service say of an entity is no property of it.
   *
   * @throws TableError when a value is not of its type, or the entity is larger than one may be
   */
  static EntityJson read(byte[] body) throws TableError {
    Map<String, Object> json = Json.read(body);
    Map<String, EdmValue> properties = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : json.entrySet()) {
      String name = field.getKey();
      if (!isMeta(name)) {
        properties.put(name, typed(field.getValue(), json.get(name + TYPE)));
      }
    }
    Object partition = json.get("PartitionKey");
    Object row = json.get("RowKey");
    EntityKey key =
        partition instanceof String p && row instanceof String r ? new EntityKey(p, r) : null;
    return new EntityJson(key, properties);
  }

  private static boolean isMeta(String name) {
    return name.startsWith("odata.")
        || name.endsWith(TYPE)
        || name.equals("PartitionKey")
        || name.equals("RowKey")
        || name.equals("Timestamp");
  }

  private static EdmValue typed(Object value, @Nullable Object type) throws TableError {
    return type instanceof String said ? EdmValue.of(said, value) : EdmValue.of(value);
  }
}
