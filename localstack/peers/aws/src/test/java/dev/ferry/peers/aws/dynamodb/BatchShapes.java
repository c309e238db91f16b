package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.batch;
import static dev.ferry.peers.aws.dynamodb.Shape.get;
import static dev.ferry.peers.aws.dynamodb.Shape.insert;
import static dev.ferry.peers.aws.dynamodb.Shape.statement;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** Statements, many in one request. */
final class BatchShapes {
  private static final String UPDATE =
      "UPDATE \"records\" SET \"s\"=? SET \"x\"=? WHERE \"k\"=? AND \"s\"=? AND \"x\">?";

  private BatchShapes() {}

  static List<Shape> all() {
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
}
