package dev.ferry.peers.azure.tables;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Finds out what a request is and has it done, each alone. Safe for use by several threads. */
final class Operations {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong requests = new AtomicLong();
  private final Map<String, StoredTable> tables = new TreeMap<>();
  private final URI endpoint;
  private final Trouble trouble;
  private final InstantSource clock;
  private final Writes writes;
  private final Queries queries;
  private final Transactions transactions;

  Operations(URI endpoint, Trouble trouble, InstantSource clock) {
    this.endpoint = endpoint;
    this.trouble = trouble;
    this.clock = clock;
    this.writes = new Writes(trouble);
    this.queries = new Queries(endpoint);
    this.transactions = new Transactions(writes, this::table);
  }

  long requests() {
    return requests.get();
  }

  TableResponse answer(TableRequest request) {
    requests.incrementAndGet();
    lock.lock();
    try {
      if (request.isWrite()) {
        trouble.checkWrite();
      }
      TableResponse response = dispatch(request);
      return request.isWrite() && trouble.losesAnswer() ? TableResponse.LOST : response;
    } catch (TableError refused) {
      return TableResponse.of(refused);
    } finally {
      lock.unlock();
    }
  }

  private TableResponse dispatch(TableRequest request) throws TableError {
    if (request.isTransaction()) {
      return transactions.commit(request);
    }
    if (request.path().equals("Tables") || request.path().startsWith("Tables(")) {
      return ofTables(request);
    }
    StoredTable table = table(request);
    return request.isWrite() ? writes.write(table, request) : read(table, request);
  }

  private TableResponse read(StoredTable table, TableRequest request) throws TableError {
    EntityKey key = EntityKey.parse(request.path().substring(table.name().length()));
    if (key == null) {
      return queries.query(table, request);
    }
    StoredEntity found = table.get(key);
    String json = found.json(endpoint, table.name(), Queries.selected(request));
    return TableResponse.json(200, json).with("ETag", found.etag());
  }

  private StoredTable table(TableRequest request) throws TableError {
    String name = request.path().replaceFirst("\\(.*$", "");
    StoredTable table = tables.get(name);
    if (table == null) {
      throw TableError.noTable();
    }
    return table;
  }

  private TableResponse ofTables(TableRequest request) throws TableError {
    return switch (request.method()) {
      case "POST" -> create(Objects.toString(Json.read(request.body()).get("TableName"), ""));
      case "DELETE" -> drop(request.path().replaceAll("^Tables\\('|'\\)$", ""));
      case "GET" -> list();
      default -> throw TableError.notServed(request.method());
    };
  }

  private TableResponse create(String name) throws TableError {
    if (!name.matches("[A-Za-z][A-Za-z0-9]{2,62}")) {
      throw TableError.invalid("InvalidResourceName", "The name cannot be a table's.");
    }
    if (tables.containsKey(name)) {
      throw TableError.tableExists();
    }
    tables.put(name, new StoredTable(name, clock));
    return TableResponse.noContent();
  }

  private TableResponse drop(String name) throws TableError {
    if (tables.remove(name) == null) {
      throw TableError.noEntity();
    }
    return TableResponse.noContent();
  }

  private TableResponse list() {
    String names =
        String.join(
            ",", tables.keySet().stream().map(name -> Json.object("TableName", name)).toList());
    return TableResponse.json(200, Json.object("value", Json.raw("[" + names + "]")));
  }
}
