package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.get;
import static dev.ferry.peers.aws.dynamodb.Shape.item;
import static dev.ferry.peers.aws.dynamodb.Shape.put;
import static dev.ferry.peers.aws.dynamodb.Shape.query;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads of items, queries, and what is said of tables. */
final class ReadShapes {
  private ReadShapes() {}

  static List<Shape> all() {
    return List.of(
        Shape.of("get of nothing", get("r0")),
        Shape.of("read of one and of nothing", put("9", "k", "r1", "t", "a"), read("r1", "r2")),
        Shape.of("read of one key twice", read("r3", "r3")),
        Shape.of(
            "query in order, against it, and page by page",
            putAlone("q1", "b"),
            putAlone("q1", "a"),
            putAlone("q1", "ä"),
            putAlone("q2", "a"),
            query("q1", true, 10),
            query("q1", false, 10),
            query("q1", true, 2),
            query("q3", true, 2)),
        Shape.of(
            "query by the beginning of a key, and filtered",
            putAlone("q4", "a/1"),
            putAlone("q4", "a/2"),
            putAlone("q4", "b/1"),
            client ->
                client.query(
                    query ->
                        query
                            .tableName(Shape.ENTRIES)
                            .keyConditionExpression("orderId = :order AND begins_with(#e, :a)")
                            .filterExpression("attribute_not_exists(secretly) AND NOT kind = :x")
                            .expressionAttributeNames(Map.of("#e", "entry"))
                            .expressionAttributeValues(
                                item(":order", "q4", ":a", "a/", ":x", "q5")))),
        Shape.of(
            "tables",
            client -> client.describeTable(request -> request.tableName(Shape.ENTRIES)),
            client -> client.describeTable(request -> request.tableName("none")),
            client -> client.deleteTable(request -> request.tableName("none")),
            client -> client.describeTimeToLive(request -> request.tableName(Shape.ENTRIES))));
  }

  private static Shape.Step putAlone(String order, String entry) {
    return client ->
        client.putItem(
            put -> put.tableName(Shape.ENTRIES).item(item("orderId", order, "entry", entry)));
  }

  private static Shape.Step read(String... keys) {
    List<Map<String, AttributeValue>> wanted = Stream.of(keys).map(key -> item("k", key)).toList();
    return client ->
        client.batchGetItem(
            request ->
                request.requestItems(
                    Map.of(
                        Shape.RECORDS,
                        KeysAndAttributes.builder().keys(wanted).consistentRead(true).build())));
  }
}
