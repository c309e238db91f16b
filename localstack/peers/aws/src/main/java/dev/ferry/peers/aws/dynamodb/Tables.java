package dev.ferry.peers.aws.dynamodb;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables, and the verbs that make, describe and drop them. Guarded by its caller. */
final class Tables {
  private static final Set<String> CREATE =
      Set.of(
          "TableName",
          "KeySchema",
          "AttributeDefinitions",
          "BillingMode",
          "ProvisionedThroughput",
          "Tags");

  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, Map<String, Object>> descriptions = new HashMap<>();
  private final Map<String, String> timeToLive = new HashMap<>();
  private final InstantSource clock;

  Tables(InstantSource clock) {
    this.clock = clock;
  }

  Table get(Request request) throws DynamoError {
    return get(request.text("TableName"));
  }

  Table get(String name) throws DynamoError {
    Table table = tables.get(name);
    if (table == null) {
      throw DynamoError.noTable(name);
    }
    return table;
  }

  Map<String, Object> create(Map<String, Object> json) throws DynamoError {
    Request request = Request.of(json, CREATE);
    String name = request.text("TableName");
    if (tables.containsKey(name)) {
      throw DynamoError.of("ResourceInUseException", "Table already exists: " + name);
    }
    tables.put(name, new Table(name, keyNames(request), types(request)));
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("TableName", name);
    description.put("TableStatus", "ACTIVE");
    description.put("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/" + name);
    description.put("KeySchema", request.list("KeySchema"));
    description.put("AttributeDefinitions", request.list("AttributeDefinitions"));
    description.put("CreationDateTime", clock.instant().getEpochSecond());
    descriptions.put(name, description);
    return Map.of("TableDescription", described(name));
  }

  private static List<String> keyNames(Request request) throws DynamoError {
    List<String> names = new ArrayList<>();
    for (Object key : request.list("KeySchema")) {
      names.add(Request.of(key, Set.of("AttributeName", "KeyType")).text("AttributeName"));
    }
    if (names.isEmpty() || names.size() > 2) {
      throw DynamoError.invalid("1 or 2 key schema elements are expected");
    }
    return names;
  }

  private static Map<String, Object> types(Request request) throws DynamoError {
    Map<String, Object> types = new HashMap<>();
    for (Object each : request.list("AttributeDefinitions")) {
      Request definition = Request.of(each, Set.of("AttributeName", "AttributeType"));
      types.put(definition.text("AttributeName"), definition.text("AttributeType"));
    }
    if (!types.keySet().equals(Set.copyOf(keyNames(request)))) {
      throw DynamoError.invalid("The keys are to be defined, and no other attributes");
    }
    return types;
  }

  private Map<String, Object> described(String name) throws DynamoError {
    Map<String, Object> description =
        new LinkedHashMap<>(descriptions.getOrDefault(name, Map.of()));
    description.put("ItemCount", get(name).size());
    return description;
  }

  Map<String, Object> describe(Map<String, Object> json) throws DynamoError {
    String name = name(json);
    return Map.of("Table", described(name));
  }

  Map<String, Object> list(Map<String, Object> json) throws DynamoError {
    Request.of(json, Set.of());
    return Map.of("TableNames", List.copyOf(tables.keySet()));
  }

  Map<String, Object> delete(Map<String, Object> json) throws DynamoError {
    String name = name(json);
    Map<String, Object> description = described(name);
    description.put("TableStatus", "DELETING");
    tables.remove(name);
    descriptions.remove(name);
    timeToLive.remove(name);
    return Map.of("TableDescription", description);
  }

  /** Keeps it to be described: as on AWS, nobody may count on an expired item being gone. */
  Map<String, Object> updateTimeToLive(Map<String, Object> json) throws DynamoError {
    Request request = Request.of(json, Set.of("TableName", "TimeToLiveSpecification"));
    String name = get(request).name();
    Request ttl =
        Request.of(request.object("TimeToLiveSpecification"), Set.of("AttributeName", "Enabled"));
    boolean enabled = ttl.flag("Enabled", false);
    if (enabled == timeToLive.containsKey(name)) {
      throw DynamoError.invalid("TimeToLive is already " + (enabled ? "enabled" : "disabled"));
    }
    if (enabled) {
      timeToLive.put(name, ttl.text("AttributeName"));
    } else {
      timeToLive.remove(name);
    }
    return Map.of("TimeToLiveSpecification", ttl.fields());
  }

  Map<String, Object> describeTimeToLive(Map<String, Object> json) throws DynamoError {
    @Nullable String attribute = timeToLive.get(name(json));
    return Map.of(
        "TimeToLiveDescription",
        attribute == null
            ? Map.of("TimeToLiveStatus", "DISABLED")
            : Map.of("TimeToLiveStatus", "ENABLED", "AttributeName", attribute));
  }

  private String name(Map<String, Object> json) throws DynamoError {
    return get(Request.of(json, Set.of("TableName"))).name();
  }
}
