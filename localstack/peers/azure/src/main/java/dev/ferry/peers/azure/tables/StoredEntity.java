package dev.ferry.peers.azure.tables;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entity as it lies in a table. Immutable.
 *
 * @param properties its own, without the keys and the time
 * @param changed when it was last written: no two writes have the same time, which makes its ETag
 */
record StoredEntity(EntityKey key, Map<String, EdmValue> properties, Instant changed) {
  private static final DateTimeFormatter TICKS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private String time() {
    return TICKS.format(changed);
  }

  String etag() {
    return "W/\"datetime'" + URLEncoder.encode(time(), StandardCharsets.UTF_8) + "'\"";
  }

  /** With another's properties over its own. */
  Map<String, EdmValue> mergedWith(Map<String, EdmValue> others) {
    Map<String, EdmValue> merged = new LinkedHashMap<>(properties);
    merged.putAll(others);
    return merged;
  }

  /** Every property that a filter may name. */
  Map<String, EdmValue> all() {
    Map<String, EdmValue> all = new LinkedHashMap<>();
    all.put("PartitionKey", EdmValue.text(key.partition()));
    all.put("RowKey", EdmValue.text(key.row()));
    all.put("Timestamp", new EdmValue(EdmValue.DATE_TIME, time()));
    all.putAll(properties);
    return all;
  }

  /**
   * As a client reads it, with all that OData says about it; those properties or, for none, all.
   */
  String json(URI endpoint, String table, Collection<String> selected) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("odata.type", TablesServer.ACCOUNT + "." + table);
    json.put("odata.id", endpoint + "/" + table + key.address());
    json.put("odata.etag", etag());
    json.put("odata.editLink", table + key.address());
    all()
        .forEach(
            (name, value) -> {
              if (selected.isEmpty() || selected.contains(name)) {
                if (value.needsType()) {
                  json.put(name + "@odata.type", value.type());
                }
                json.put(name, value.value());
              }
            });
    return Json.object(json);
  }
}
