package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The documents of all databases. One call at a time; thread-safe. */
final class Documents {
  private final Lock lock = new ReentrantLock();
  private final NavigableMap<String, Document> byName = new TreeMap<>();
  private final Transactions transactions = new Transactions();
  private final Ticks ticks;
  private final Calls calls;

  Documents(Ticks ticks, Calls calls) {
    this.ticks = ticks;
    this.calls = calls;
  }

  /** What a commit wrote. */
  record Committed(Timestamp at, List<WriteResult> results) {}

  /** What became of one write of a batch. */
  record Outcome(Status status, WriteResult result) {}

  /** Documents as they are at one time. */
  record Read(Timestamp at, Map<String, Optional<Document>> found) {}

  /** All writes or none, in order. */
  Committed commit(List<Write> writes, ByteString transaction) throws Refused {
    lock.lock();
    try {
      if (!transaction.isEmpty()) {
        transactions.end(transaction, byName);
      }
      Map<String, @Nullable Document> changed = new HashMap<>();
      Timestamp now = ticks.next();
      List<WriteResult> results = new ArrayList<>();
      for (Write write : writes) {
        checkTrouble(write);
        results.add(apply(write, changed, now));
      }
      changed.forEach(this::put);
      return new Committed(now, results);
    } finally {
      lock.unlock();
    }
  }

  /** Each write for itself. */
  List<Outcome> batch(List<Write> writes) {
    lock.lock();
    try {
      List<Outcome> outcomes = new ArrayList<>();
      for (Write write : writes) {
        outcomes.add(alone(write));
      }
      return outcomes;
    } finally {
      lock.unlock();
    }
  }

  private Outcome alone(Write write) {
    Map<String, @Nullable Document> changed = new HashMap<>();
    try {
      checkTrouble(write);
      WriteResult result = apply(write, changed, ticks.next());
      changed.forEach(this::put);
      return new Outcome(Status.OK, result);
    } catch (Refused refused) {
      return new Outcome(refused.status(), WriteResult.getDefaultInstance());
    }
  }

  private void checkTrouble(Write write) throws Refused {
    Optional<Status> trouble = calls.ofWrite(Change.nameOf(write));
    if (trouble.isPresent()) {
      throw new Refused(trouble.get());
    }
  }

  private WriteResult apply(Write write, Map<String, @Nullable Document> changed, Timestamp now)
      throws Refused {
    String name = Change.nameOf(write);
    Document before = changed.containsKey(name) ? changed.get(name) : byName.get(name);
    Change change = Change.of(write, before, now);
    changed.put(name, change.after());
    return change.result();
  }

  private void put(String name, @Nullable Document document) {
    if (document == null) {
      byName.remove(name);
    } else {
      byName.put(name, document);
    }
  }

  ByteString begin() {
    lock.lock();
    try {
      return transactions.begin();
    } finally {
      lock.unlock();
    }
  }

  void rollback(ByteString transaction) {
    lock.lock();
    try {
      transactions.drop(transaction);
    } finally {
      lock.unlock();
    }
  }

  /** Reads, in a transaction where that is not empty. */
  Read read(List<String> names, ByteString transaction) throws Refused {
    lock.lock();
    try {
      Map<String, Optional<Document>> found = new TreeMap<>();
      for (String name : names) {
        Document document = byName.get(name);
        found.put(name, Optional.ofNullable(document));
        if (!transaction.isEmpty()) {
          transactions.read(transaction, name, document);
        }
      }
      return new Read(ticks.next(), found);
    } finally {
      lock.unlock();
    }
  }

  /** The documents of a query, in its order. */
  List<Document> query(String parent, StructuredQuery query, ByteString transaction)
      throws Refused {
    lock.lock();
    try {
      List<Document> found = Query.of(parent, query).select(byName);
      if (!transaction.isEmpty()) {
        for (Document document : found) {
          transactions.read(transaction, document.getName(), document);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  Timestamp now() {
    lock.lock();
    try {
      return ticks.next();
    } finally {
      lock.unlock();
    }
  }
}
