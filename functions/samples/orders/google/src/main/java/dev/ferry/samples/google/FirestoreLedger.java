package dev.ferry.samples.google;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.Write;
import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreCommit;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import dev.ferry.samples.orders.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A ledger in a Firestore collection. Joins the completion of a Firestore idempotency store: entry,
 * record and staged messages are there together, or none of them; one request.
 *
 * <p>Safe for use by several threads at once.
 */
public final class FirestoreLedger implements Ledger {
  /** The environment variable that names the collection, as {@code PROJECT/COLLECTION}. */
  public static final String COLLECTION_VARIABLE = "LEDGER_COLLECTION";

  private final FirestoreClient client;
  private final FirestoreCollection collection;

  /** A ledger in {@code collection}, by a client that the caller closes. */
  public FirestoreLedger(FirestoreClient client, FirestoreCollection collection) {
    this.client = client;
    this.collection = collection;
  }

  /**
   * A ledger in the collection that {@value #COLLECTION_VARIABLE} names, with a client of its own
   * that lasts as long as the process.
   *
   * @throws IllegalStateException when the variable is not set
   */
  public static FirestoreLedger fromEnvironment() {
    String path = System.getenv(COLLECTION_VARIABLE);
    if (path == null || path.isBlank()) {
      throw new IllegalStateException(
          "open the ledger: the variable " + COLLECTION_VARIABLE + " names no collection");
    }
    return new FirestoreLedger(FirestoreClient.create(), FirestoreCollection.parse(path));
  }

  @Override
  public void record(Entry entry, Completion completion) {
    Write effect = EntryDocument.of(collection, entry, Instant.now());
    Optional<FirestoreCommit> joined = completion.unwrap(FirestoreCommit.class);
    if (joined.isEmpty()) {
      client
          .stub(collection)
          .commit(
              CommitRequest.newBuilder()
                  .setDatabase(collection.databaseName())
                  .addWrites(effect)
                  .build());
      return;
    }
    if (joined.get().commit(List.of(effect)) == Written.FENCED_OUT) {
      throw new FencedOut(entry);
    }
  }

  /**
   * All entries, in the order in which they were made as far as clocks tell; for an auditor, since
   * it reads and sorts the whole collection.
   */
  public Stream<Entry> entries() {
    return found(everything());
  }

  /** The entries of one order. */
  public Stream<Entry> entries(String orderId) {
    return found(everything().setWhere(EntryDocument.ofOrder(orderId)));
  }

  private StructuredQuery.Builder everything() {
    return StructuredQuery.newBuilder()
        .addFrom(CollectionSelector.newBuilder().setCollectionId(collection.collection()));
  }

  private Stream<Entry> found(StructuredQuery.Builder query) {
    List<RunQueryResponse> answers = new ArrayList<>();
    client
        .stub(collection)
        .runQuery(
            RunQueryRequest.newBuilder()
                .setParent(collection.parentName())
                .setStructuredQuery(query)
                .build())
        .forEachRemaining(answers::add);
    return answers.stream()
        .filter(RunQueryResponse::hasDocument)
        .map(RunQueryResponse::getDocument)
        .sorted(Comparator.comparingLong(EntryDocument::at))
        .map(EntryDocument::read);
  }

  /** How many entries there are; reads the whole collection. */
  public long size() {
    return entries().count();
  }
}
