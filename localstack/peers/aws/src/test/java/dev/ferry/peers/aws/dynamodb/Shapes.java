package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.batch;
import static dev.ferry.peers.aws.dynamodb.Shape.get;
import static dev.ferry.peers.aws.dynamodb.Shape.insert;
import static dev.ferry.peers.aws.dynamodb.Shape.item;
import static dev.ferry.peers.aws.dynamodb.Shape.put;
import static dev.ferry.peers.aws.dynamodb.Shape.statement;
import static dev.ferry.peers.aws.dynamodb.Shape.transaction;
import static dev.ferry.peers.aws.dynamodb.Shape.update;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Every shape of request that the store and the ledger send, and how it is refused. */
final class Shapes {
  private static final String OWNED = "s = :if_s AND t = :if_t AND x > :if_x";
  private static final String UPDATE =
      "UPDATE \"records\" SET \"s\"=? SET \"x\"=? WHERE \"k\"=? AND \"s\"=? AND \"x\">?";

  private Shapes() {}

  static Stream<Shape> all() {
    return Stream.of(singles(), batches(), transactions(), reads(), refusals())
        .flatMap(List::stream);
  }

  private static List<Shape> singles() {
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

  private static List<Shape> batches() {
    return List.of(
        Shape.of("inserts", batch(insert("b1"), insert("b2")), get("b1"), get("b2")),
        Shape.of(
            "inserts, one of a key that is there",
            batch(insert("b3"), insert("b4")),
            batch(insert("b5"), insert("b4"), insert("b6")),
            get("b6")),
        Shape.of("inserts, two of one key", batch(insert("b7"), insert("b7"))),
        Shape.of(
            "updates, one of them refused, one of nothing",
            batch(
                statement("INSERT INTO \"records\" VALUE {'k': ?, 's': ?, 'x': ?}", "b8", "R", "9"),
                statement(
                    "INSERT INTO \"records\" VALUE {'k': ?, 's': ?, 'x': ?}", "b9", "R", "5")),
            batch(
                statement(UPDATE, "C", "20", "b8", "R", "8"),
                statement(UPDATE, "C", "20", "b9", "R", "8"),
                statement(UPDATE, "C", "20", "b10", "R", "8")),
            get("b8"),
            get("b9"),
            get("b10")),
        Shape.of(
            "update that removes",
            batch(
                statement(
                    "INSERT INTO \"records\" VALUE {'k': ?, 'o': ?, 'e': ?}", "b11", "o", "e")),
            batch(
                statement(
                    "UPDATE \"records\" SET \"s\"=? REMOVE \"o\" REMOVE \"e\" WHERE \"k\"=?",
                    "C",
                    "b11")),
            get("b11")),
        Shape.of(
            "insert and update at once",
            batch(insert("b12")),
            batch(
                insert("b13"),
                statement("UPDATE \"records\" SET \"s\"=? WHERE \"k\"=?", "C", "b12")),
            get("b12")),
        Shape.of(
            "statements with too few and too many parameters",
            batch(
                statement("INSERT INTO \"records\" VALUE {'k': ?, 's': ?}", "b14"), insert("b15"))),
        Shape.of(
            "statement of no key",
            batch(
                statement("UPDATE \"records\" SET \"s\"=? WHERE \"s\"=?", "C", "R"),
                insert("b16"))),
        Shape.of(
            "statement of no table",
            batch(statement("INSERT INTO \"none\" VALUE {'k': ?}", "b17"))),
        Shape.of(
            "too many statements",
            batch(
                IntStream.range(0, 26)
                    .mapToObj(i -> insert("c" + i))
                    .toArray(BatchStatementRequest[]::new))),
        Shape.of(
            "as many statements as may be",
            batch(
                IntStream.range(0, 25)
                    .mapToObj(i -> insert("d" + i))
                    .toArray(BatchStatementRequest[]::new)),
            get("d24")),
        Shape.of("no statements", batch()));
  }

  private static TransactWriteItem putEntry(String order, String entry) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(Shape.ENTRIES).item(item("orderId", order, "entry", entry)))
        .build();
  }

  private static TransactWriteItem completion(String key, String token) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Shape.RECORDS)
                    .key(item("k", key))
                    .updateExpression("SET s = :s")
                    .conditionExpression("t = :t")
                    .expressionAttributeValues(item(":s", "COMPLETED", ":t", token))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static TransactWriteItem count(String entry, String condition) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Shape.RECORDS)
                    .key(item("k", entry))
                    .updateExpression("ADD n :one")
                    .conditionExpression(condition)
                    .expressionAttributeValues(item(":one", "1")))
        .build();
  }

  private static List<Shape> transactions() {
    return List.of(
        Shape.of(
            "transaction that is committed",
            put("9", "k", "t1", "t", "mine"),
            transaction(putEntry("t1", "a"), completion("t1", "mine")),
            get("t1")),
        Shape.of(
            "transaction whose completion is refused, and told why",
            put("9", "k", "t2", "t", "theirs"),
            transaction(putEntry("t2", "a"), completion("t2", "mine")),
            query("t2", true, 10)),
        Shape.of(
            "transaction whose completion is of nothing",
            transaction(putEntry("t3", "a"), completion("t3", "mine"))),
        Shape.of(
            "transaction whose effect is refused",
            put("9", "k", "t4", "t", "mine"),
            transaction(count("t4-n", "attribute_exists(forbidden)"), completion("t4", "mine")),
            get("t4")),
        Shape.of(
            "counters",
            transaction(count("t5", "attribute_not_exists(forbidden)")),
            transaction(count("t5", "attribute_exists(n)")),
            get("t5")),
        Shape.of("transaction of nothing", transaction()),
        Shape.of(
            "transaction that is repeated with its token",
            counting("t7", "token-1"),
            counting("t7", "token-1"),
            counting("t7", "token-2"),
            get("t7")),
        Shape.of(
            "token that is used for something else",
            counting("t8", "token-3"),
            counting("t9", "token-3")));
  }

  private static Shape.Step counting(String entry, String token) {
    return client ->
        client.transactWriteItems(
            request ->
                request
                    .transactItems(count(entry, "attribute_not_exists(forbidden)"))
                    .clientRequestToken(token));
  }

  private static Shape.Step putAlone(String order, String entry) {
    return client ->
        client.putItem(
            put -> put.tableName(Shape.ENTRIES).item(item("orderId", order, "entry", entry)));
  }

  private static Shape.Step query(String order, boolean forward, int limit) {
    return client ->
        client.query(
            query ->
                query
                    .tableName(Shape.ENTRIES)
                    .keyConditionExpression("orderId = :order")
                    .expressionAttributeValues(item(":order", order))
                    .scanIndexForward(forward)
                    .limit(limit));
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

  private static List<Shape> reads() {
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

  private static List<Shape> refusals() {
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
