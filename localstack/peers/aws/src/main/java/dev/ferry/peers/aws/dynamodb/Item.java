package dev.ferry.peers.aws.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An item, or a key. Immutable.
 *
 * @param values by name
 */
record Item(Map<String, Value> values) {
  /** The most bytes of an item. */
  static final int MOST_BYTES = 400 * 1024;

  Item {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  static Item read(Map<String, Object> json) throws DynamoError {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : json.entrySet()) {
      values.put(field.getKey(), Value.read(field.getValue()));
    }
    return new Item(values);
  }

  @Nullable Value get(String name) {
    return values.get(name);
  }

  /** The attributes as they are in JSON. */
  Map<String, Object> attributes() {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((name, value) -> json.put(name, value.json()));
    return json;
  }

  int sizeBytes() {
    int bytes = 0;
    for (Map.Entry<String, Value> field : values.entrySet()) {
      bytes += field.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += field.getValue().sizeBytes();
    }
    return bytes;
  }
}
