package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.item;
import static dev.ferry.peers.aws.dynamodb.Shape.put;
import static dev.ferry.peers.aws.dynamodb.Shape.update;

import java.util.List;

/** What is wrong with a request, or with an item. */
final class RefusalShapes {
  private RefusalShapes() {}

  static List<Shape> all() {
    return List.of(
        Shape.of("item that is too large", put("9", "k", "e1", "o", "x".repeat(410_000))),
        Shape.of(
            "item that becomes too large",
            put("9", "k", "e2", "o", "x".repeat(300_000)),
            update("e2", "SET p = :p", "attribute_exists(k)", ":p", "x".repeat(120_000))),
        Shape.of("item without its key", put("9", "j", "e3")),
        Shape.of("item whose key is a number", put("9", "k", "3")),
        Shape.of("item whose key is empty", put("9", "k", "")),
        Shape.of(
            "key that is none",
            client -> client.getItem(get -> get.tableName(Shape.RECORDS).key(item("j", "e4")))),
        Shape.of(
            "update of the key",
            put("9", "k", "e5"),
            update("e5", "SET k = :k", "attribute_exists(k)", ":k", "e6")),
        Shape.of(
            "value that nothing uses",
            update("e7", "SET s = :s", "attribute_exists(k)", ":s", "a", ":u", "b")),
        Shape.of("value that is not given", update("e8", "SET s = :s", "t = :t", ":s", "a")),
        Shape.of("condition that is none", update("e9", "SET s = :s", "t = ", ":s", "a")),
        Shape.of(
            "sum of a text",
            put("9", "k", "e10", "n", "one"),
            update("e10", "ADD n :one", "attribute_exists(k)", ":one", "1")),
        Shape.of("number of too many digits", put("9", "k", "e11", "n", "1".repeat(39))),
        Shape.of(
            "put into no table",
            client -> client.putItem(put -> put.tableName("none").item(item("k", "a")))));
  }
}
