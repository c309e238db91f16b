package dev.ferry.peers.google.firestore;

import static dev.ferry.peers.google.firestore.Shape.absent;
import static dev.ferry.peers.google.firestore.Shape.at;
import static dev.ferry.peers.google.firestore.Shape.batch;
import static dev.ferry.peers.google.firestore.Shape.commit;
import static dev.ferry.peers.google.firestore.Shape.delete;
import static dev.ferry.peers.google.firestore.Shape.exists;
import static dev.ferry.peers.google.firestore.Shape.field;
import static dev.ferry.peers.google.firestore.Shape.query;
import static dev.ferry.peers.google.firestore.Shape.read;
import static dev.ferry.peers.google.firestore.Shape.same;
import static dev.ferry.peers.google.firestore.Shape.set;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.DocumentTransform.FieldTransform.ServerValue;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import java.util.List;
import java.util.stream.Stream;

/** Every shape of request that the store and the ledger send, and how it is refused. */
final class Shapes {
  private Shapes() {}

  static Stream<Shape> all() {
    return Stream.of(commits(), batches(), transforms(), transactions(), queries(), refusals())
        .flatMap(List::stream);
  }

  private static List<Shape> commits() {
    return List.of(
        Shape.of(
            "create, which is refused where there is one",
            commit(absent("a", "s", "RUNNING", "n", "1")),
            commit(absent("a", "s", "OTHER")),
            read("a", "b")),
        Shape.of(
            "write upon an update time, which is refused when it is another's",
            commit("first", absent("a", "n", "1")),
            commit("second", set("a", "n", "2").when(at("first"))),
            commit(set("a", "n", "3").when(at("first"))),
            commit(set("b", "n", "3").when(at("first"))),
            same("first", "second"),
            read("a", "b")),
        Shape.of(
            "write that changes nothing",
            commit("first", set("a", "n", "1")),
            commit("second", set("a", "n", "1")),
            same("first", "second"),
            commit(set("a", "n", "2").when(at("first")))),
        Shape.of(
            "write of some fields",
            commit(set("a", "n", "1", "o", "text", "p", "2")),
            commit(set("a", "n", "2").masked("n", "o")),
            read("a"),
            commit(set("a").masked("p").when(exists(true))),
            commit(set("b", "n", "1").masked("n", "o").when(exists(true))),
            commit(set("b", "n", "1").masked("n", "o")),
            read("a", "b")),
        Shape.of(
            "delete",
            commit(delete("a")),
            commit(delete("a").when(exists(true))),
            commit("first", set("a", "n", "1")),
            commit(set("a", "n", "2")),
            commit(delete("a").when(at("first"))),
            commit(delete("a")),
            read("a")),
        Shape.of(
            "all or nothing",
            commit(set("a", "n", "1")),
            commit(set("b", "n", "1"), absent("a", "n", "2")),
            read("a", "b")),
        Shape.of(
            "one document twice in a commit",
            commit(set("a", "n", "1"), set("a", "n", "2")),
            read("a")),
        Shape.of("nothing to commit", commit()));
  }

  private static List<Shape> batches() {
    return List.of(
        Shape.of(
            "batch, each for itself",
            commit("first", set("b", "n", "1"), set("c", "n", "1")),
            batch(
                absent("a", "n", "1"),
                absent("b", "n", "2"),
                set("c", "n", "2").when(at("long ago")),
                set("b", "n", "3").when(at("first")),
                set("d", "n", "1").when(exists(true))),
            batch(
                absent("a", "n", "1"),
                absent("b", "n", "2"),
                set("c", "n", "2").when(at("long ago")),
                set("d", "n", "1").when(exists(true))),
            batch(set("b", "n", "3").when(at("first"))),
            read("a", "b", "c", "d")),
        Shape.of(
            "batch that names one document twice",
            batch(absent("a", "n", "1"), absent("a", "n", "2")),
            read("a")),
        Shape.of("nothing in a batch", batch()));
  }

  private static Shape.Change transformed(Shape.Change change, FieldTransform.Builder transform) {
    return desk -> change.apply(desk).toBuilder().addUpdateTransforms(transform).build();
  }

  private static List<Shape> transforms() {
    FieldTransform.Builder increment =
        FieldTransform.newBuilder().setFieldPath("n").setIncrement(Desk.value("2"));
    FieldTransform.Builder time =
        FieldTransform.newBuilder()
            .setFieldPath("at")
            .setSetToServerValue(ServerValue.REQUEST_TIME);
    return List.of(
        Shape.of(
            "increment",
            commit(transformed(set("a").masked(), increment)),
            commit(transformed(set("a").masked(), increment)),
            commit(transformed(set("a", "x", "1"), increment)),
            read("a")),
        Shape.of("time of the request", commit(transformed(absent("a"), time)), read("a")));
  }

  private static ByteString begin(Desk desk) {
    return desk.stub()
        .beginTransaction(
            BeginTransactionRequest.newBuilder()
                .setDatabase(desk.database)
                .setOptions(
                    TransactionOptions.newBuilder()
                        .setReadWrite(TransactionOptions.ReadWrite.getDefaultInstance()))
                .build())
        .getTransaction();
  }

  private static String readIn(Desk desk, ByteString transaction, String id) {
    return Described.of(
        desk.stub()
            .batchGetDocuments(
                BatchGetDocumentsRequest.newBuilder()
                    .setDatabase(desk.database)
                    .addDocuments(desk.name(id))
                    .setTransaction(transaction)
                    .build())
            .next());
  }

  private static String commitIn(Desk desk, ByteString transaction, Shape.Change change) {
    return Described.of(
        desk.stub()
            .commit(
                CommitRequest.newBuilder()
                    .setDatabase(desk.database)
                    .setTransaction(transaction)
                    .addWrites(change.apply(desk))
                    .build()));
  }

  private static void rollback(Desk desk, ByteString transaction) {
    desk.stub()
        .rollback(
            RollbackRequest.newBuilder()
                .setDatabase(desk.database)
                .setTransaction(transaction)
                .build());
  }

  private static List<Shape> transactions() {
    return List.of(
        Shape.of(
            "transaction that reads and writes",
            commit(set("a", "n", "1")),
            desk -> {
              ByteString transaction = begin(desk);
              return readIn(desk, transaction, "a")
                  + readIn(desk, transaction, "b")
                  + commitIn(desk, transaction, set("a", "n", "2"));
            },
            read("a")),
        Shape.of(
            "transaction that is rolled back, and is over then",
            desk -> {
              ByteString transaction = begin(desk);
              String read = readIn(desk, transaction, "a");
              rollback(desk, transaction);
              return read + commitIn(desk, transaction, set("a", "n", "2"));
            },
            read("a")),
        Shape.of(
            "transaction that nobody began",
            desk -> commitIn(desk, ByteString.copyFromUtf8("none"), set("a", "n", "2"))));
  }

  private static Filter equal(String field, String value) {
    return Filter.newBuilder()
        .setFieldFilter(
            FieldFilter.newBuilder()
                .setField(field(field))
                .setOp(FieldFilter.Operator.EQUAL)
                .setValue(Desk.value(value)))
        .build();
  }

  private static Order order(String field, Direction direction) {
    return Order.newBuilder().setField(field(field)).setDirection(direction).build();
  }

  private static List<Shape> queries() {
    Shape.Step three =
        commit(
            set("c", "order", "1", "at", "30"),
            set("a", "order", "2", "at", "20"),
            set("b", "order", "1", "at", "10"),
            set("d", "order", "1"));
    return List.of(
        Shape.of(
            "query of a collection",
            three,
            query(query -> query),
            query(query -> query.setLimit(Int32Value.of(2)))),
        Shape.of(
            "query where a field equals",
            three,
            query(query -> query.setWhere(equal("order", "1"))),
            query(query -> query.setWhere(equal("order", "7"))),
            query(query -> query.setWhere(equal("none", "7")))),
        Shape.of(
            "query in the order of a field",
            three,
            query(query -> query.addOrderBy(order("at", Direction.ASCENDING))),
            query(query -> query.addOrderBy(order("at", Direction.DESCENDING)))),
        Shape.of("query of nothing", query(query -> query)));
  }

  private static List<Shape> refusals() {
    String large = "x".repeat((1 << 20) - 100);
    return List.of(
        Shape.of("names that are none", commit(set("a/b", "n", "1")), commit(set("", "n", "1"))),
        Shape.of(
            "document that is too large",
            commit(set("a", "one", large.substring(600), "two", "x".repeat(500))),
            commit(set("a", "one", large.substring(600), "two", "x".repeat(700))),
            batch(set("a", "n", "1"), set("b", "one", large, "two", large))));
  }
}
