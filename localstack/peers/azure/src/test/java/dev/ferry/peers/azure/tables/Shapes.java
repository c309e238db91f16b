package dev.ferry.peers.azure.tables;

import static com.azure.data.tables.models.TableEntityUpdateMode.MERGE;
import static com.azure.data.tables.models.TableEntityUpdateMode.REPLACE;
import static com.azure.data.tables.models.TableTransactionActionType.CREATE;
import static com.azure.data.tables.models.TableTransactionActionType.DELETE;
import static com.azure.data.tables.models.TableTransactionActionType.UPDATE_MERGE;
import static com.azure.data.tables.models.TableTransactionActionType.UPDATE_REPLACE;
import static com.azure.data.tables.models.TableTransactionActionType.UPSERT_MERGE;
import static com.azure.data.tables.models.TableTransactionActionType.UPSERT_REPLACE;
import static dev.ferry.peers.azure.tables.Shape.action;
import static dev.ferry.peers.azure.tables.Shape.actionStale;
import static dev.ferry.peers.azure.tables.Shape.delete;
import static dev.ferry.peers.azure.tables.Shape.get;
import static dev.ferry.peers.azure.tables.Shape.insert;
import static dev.ferry.peers.azure.tables.Shape.query;
import static dev.ferry.peers.azure.tables.Shape.transaction;
import static dev.ferry.peers.azure.tables.Shape.update;
import static dev.ferry.peers.azure.tables.Shape.updateStale;
import static dev.ferry.peers.azure.tables.Shape.upsert;

import com.azure.data.tables.models.TableTransactionAction;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every shape of request that the store of records and the ledgers send. */
final class Shapes {
  private Shapes() {}

  static Stream<Shape> all() {
    return Stream.of(entities(), transactions(), queries(), limits()).flatMap(all -> all);
  }

  private static Stream<Shape> entities() {
    return Stream.of(
        Shape.of("insert where nothing is", insert("e1", "s", "RUNNING", "n", 1), get("e1")),
        Shape.of("insert where something is", insert("e2"), insert("e2", "s", "no"), get("e2")),
        Shape.of(
            "every type comes back as it was",
            insert(
                "e3",
                "text",
                "it's é 😀",
                "int",
                -5,
                "long",
                1L << 40,
                "bytes",
                new byte[] {0, -1, 2},
                "number",
                1.5,
                "truth",
                true,
                "time",
                OffsetDateTime.parse("2026-11-28T10:15:30.1234567Z"),
                "guid",
                UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e")),
            get("e3")),
        Shape.of("get where nothing is", get("nothing")),
        Shape.of(
            "merge keeps what it does not name",
            insert("e4", "a", "1", "b", "2"),
            update(MERGE, "e4", "b", "3", "c", "4"),
            get("e4")),
        Shape.of(
            "replace keeps nothing",
            insert("e5", "a", "1", "b", "2"),
            update(REPLACE, "e5", "b", "3"),
            get("e5")),
        Shape.of(
            "a stale ETag changes nothing",
            insert("e6", "a", "1"),
            updateStale(MERGE, "e6", "a", "2"),
            updateStale(REPLACE, "e6", "a", "2"),
            delete("e6", Shape.STALE),
            get("e6")),
        Shape.of("update where nothing is", updateStale(MERGE, "e7"), updateStale(REPLACE, "e7")),
        Shape.of(
            "upsert, where nothing is and where something is",
            upsert(MERGE, "e8", "a", "1"),
            upsert(MERGE, "e8", "b", "2"),
            get("e8"),
            upsert(REPLACE, "e8", "c", "3"),
            get("e8")),
        Shape.of(
            "delete, and what is not there",
            insert("e9"),
            delete("e9", null),
            get("e9"),
            delete("e9", Shape.STALE)),
        Shape.of("a key with a quote", insert("it's"), get("it's")),
        Shape.of("an empty text", insert("e10", "s", ""), get("e10")));
  }

  private static Stream<Shape> transactions() {
    return Stream.of(
        Shape.of(
            "a transaction of every kind",
            insert("t1", "a", "1"),
            insert("t2", "a", "1"),
            insert("t3"),
            transaction(
                action(CREATE, "t4", "s", "é"),
                action(UPDATE_MERGE, "t1", "b", "2"),
                action(UPDATE_REPLACE, "t2", "b", "2"),
                action(DELETE, "t3"),
                action(UPSERT_MERGE, "t5", "n", 1),
                action(UPSERT_REPLACE, "t6", "n", 1)),
            query("PartitionKey eq 'p' and RowKey ge 't1' and RowKey le 't6'", null)),
        Shape.of(
            "a transaction that is refused by what is there, changes nothing",
            insert("t7"),
            transaction(action(CREATE, "t8"), action(CREATE, "t7"), action(CREATE, "t9")),
            get("t8"),
            get("t9")),
        Shape.of(
            "a transaction that is refused by an ETag, changes nothing",
            insert("t10", "a", "1"),
            transaction(action(CREATE, "t11"), actionStale(UPDATE_MERGE, "t10")),
            transaction(actionStale(UPDATE_REPLACE, "t10"), action(CREATE, "t11")),
            get("t10"),
            get("t11")),
        Shape.of(
            "a transaction about what is not there",
            transaction(action(CREATE, "t12"), actionStale(UPDATE_MERGE, "t13")),
            get("t12")),
        Shape.of(
            "a transaction that names an entity twice",
            transaction(action(UPSERT_MERGE, "t14"), action(UPSERT_MERGE, "t14")),
            get("t14")),
        Shape.of("a hundred operations", transaction(hundred())));
  }

  private static TableTransactionAction[] hundred() {
    return IntStream.range(0, 100)
        .mapToObj(number -> action(CREATE, "h" + number))
        .toArray(TableTransactionAction[]::new);
  }

  private static Stream<Shape> queries() {
    return Stream.of(
        Shape.of(
            "queries by keys and properties",
            insert("q1", "d", 10L, "s", "DONE", "n", 1),
            insert("q2", "d", 20L, "s", "OPEN", "n", 2),
            insert("q3", "d", 30L, "s", "it's", "n", 3),
            query(rows() + "and d lt 30L", null),
            query(rows() + "and (d ge 20L and s ne 'OPEN')", null),
            query(rows() + "and (n eq 1 or n gt 2)", null),
            query(rows() + "and s eq 'it''s'", null),
            query(rows() + "and not (n le 2)", null),
            query(rows() + "and nothing eq 'x'", null)),
        Shape.of(
            "a query is continued",
            insert("r1"),
            insert("r2"),
            insert("r3"),
            query("PartitionKey eq 'p' and RowKey gt 'r' and RowKey lt 'r9'", 2)));
  }

  private static String rows() {
    return "PartitionKey eq 'p' and RowKey ge 'q1' and RowKey le 'q3' ";
  }

  private static Stream<Shape> limits() {
    return Stream.of(
        Shape.of(
            "64 KiB a property",
            insert("l1", "b", new byte[65536]),
            insert("l2", "b", new byte[65537])),
        Shape.of("32 Ki characters", insert("l3", "s", "x".repeat(32768)), get("nothing")));
  }
}
