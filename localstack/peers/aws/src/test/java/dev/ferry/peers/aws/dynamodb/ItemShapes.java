package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.get;
import static dev.ferry.peers.aws.dynamodb.Shape.item;
import static dev.ferry.peers.aws.dynamodb.Shape.put;
import static dev.ferry.peers.aws.dynamodb.Shape.update;

import java.util.List;

/** Writes of one item. */
final class ItemShapes {
  private static final String OWNED = "s = :if_s AND t = :if_t AND x > :if_x";

  private ItemShapes() {}

  static List<Shape> all() {
    return List.of(
        Shape.of("put where nothing is", put("9", "k", "s1", "v", "1", "x", "10"), get("s1")),
        Shape.of(
            "put where something is, which is told",
            put("9", "k", "s2", "v", "1", "x", "10", "t", "first"),
            put("9", "k", "s2", "v", "1", "x", "20", "t", "second"),
            get("s2")),
        Shape.of(
            "put where something expired",
            put("9", "k", "s3", "v", "1", "x", "10", "t", "first"),
            put("10", "k", "s3", "v", "1", "x", "20"),
            get("s3")),
        Shape.of(
            "put where something newer expired",
            put("9", "k", "s4", "v", "2", "x", "10"),
            put("10", "k", "s4", "v", "1", "x", "20")),
        Shape.of(
            "update by the owner",
            put("9", "k", "s5", "s", "RUNNING", "t", "mine", "x", "10.5", "o", "gone"),
            update(
                "s5",
                "SET s = :s, x = :x REMOVE o",
                OWNED,
                ":s",
                "COMPLETED",
                ":x",
                "20",
                ":if_s",
                "RUNNING",
                ":if_t",
                "mine",
                ":if_x",
                "10.25"),
            get("s5")),
        Shape.of(
            "update by another, who is told",
            put("9", "k", "s6", "s", "RUNNING", "t", "theirs", "x", "10"),
            update(
                "s6",
                "SET s = :s",
                OWNED,
                ":s",
                "COMPLETED",
                ":if_s",
                "RUNNING",
                ":if_t",
                "mine",
                ":if_x",
                "9"),
            get("s6")),
        Shape.of(
            "update where nothing is",
            update(
                "s7",
                "SET s = :s",
                OWNED,
                ":s",
                "COMPLETED",
                ":if_s",
                "RUNNING",
                ":if_t",
                "mine",
                ":if_x",
                "9"),
            get("s7")),
        Shape.of(
            "update that removes what is not there",
            put("9", "k", "s8", "s", "COMPLETED"),
            update("s8", "REMOVE o", "s = :if_s", ":if_s", "COMPLETED"),
            get("s8")),
        Shape.of(
            "numbers are compared as numbers, and come back in one form",
            put("9", "k", "s9", "n", "10.50", "x", "1763892000.123456789"),
            update(
                "s9", "SET m = :m", "n = :n AND n > :nine", ":m", "7", ":n", "10.5", ":nine", "9"),
            get("s9")),
        Shape.of(
            "values of two types are not equal, and not in order",
            put("9", "k", "s10", "n", "1"),
            update("s10", "SET m = :m", "n = :n", ":m", "1", ":n", "one"),
            update("s10", "SET m = :m", "n > :n", ":m", "1", ":n", "one")),
        Shape.of(
            "delete, with and without a condition",
            put("9", "k", "s11", "s", "a"),
            delete("s11", "s = :b", ":b", "b"),
            delete("s11", "s = :a", ":a", "a"),
            get("s11")),
        Shape.of("texts may be empty, but for keys", put("9", "k", "s12", "s", ""), get("s12")));
  }

  private static Shape.Step delete(String key, String condition, String... values) {
    return client ->
        client.deleteItem(
            delete ->
                delete
                    .tableName(Shape.RECORDS)
                    .key(item("k", key))
                    .conditionExpression(condition)
                    .expressionAttributeValues(item(values)));
  }
}
