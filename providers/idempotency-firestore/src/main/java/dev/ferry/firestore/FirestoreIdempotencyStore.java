package dev.ferry.firestore;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.spi.RecordStore;
import dev.ferry.idempotency.spi.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the records in a Firestore collection, as documents whose ids are the keys.
 *
 * <p>A claim is one conditional write and so is a completion; claims of many messages, and
 * completions that several threads make at the same time, are one request for each 500 or 100. A
 * record that is in the way is read, and decided upon again, so that a call takes more requests
 * only where a message is not new, or is completed by another store object than claimed it.
 *
 * <p>Safe for use by any number of threads. A handler's own writes join a completion by {@link
 * FirestoreCommit}, or by {@link FirestoreTransactionJoin} in a transaction of the vendor's client.
 *
 * <pre>{@code
 * IdempotencyStore store =
 *     FirestoreIdempotencyStore.open(FirestoreCollection.parse("my-project/ferry-records"));
 * }</pre>
 */
public final class FirestoreIdempotencyStore extends RecordStore {
  private final Requests requests;
  private final FirestoreRecords records;
  private final FirestoreCollection collection;

  FirestoreIdempotencyStore(
      Requests requests,
      FirestoreRecords records,
      FirestoreCollection collection,
      StoreSettings settings) {
    super(records, settings);
    this.requests = requests;
    this.records = records;
    this.collection = collection;
  }

  /**
   * A store over a collection, with {@link FirestoreClient#create} and the machine's clock. Asks
   * nothing yet.
   */
  public static FirestoreIdempotencyStore open(FirestoreCollection collection) {
    return builder(collection).build();
  }

  /** A builder of a store over a collection. */
  public static FirestoreStoreBuilder builder(FirestoreCollection collection) {
    return new FirestoreStoreBuilder(collection);
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        if (type == FirestoreCommit.class) {
          return Optional.of(type.cast(commit(claim, outbox)));
        }
        return type == FirestoreTransactionJoin.class
            ? Optional.of(type.cast(join(claim, outbox)))
            : Optional.empty();
      }
    };
  }

  private FirestoreCommit commit(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return new StubCommit(
        requests, records, new RecordDocument(collection), () -> completing(claim, outbox.get()));
  }

  private FirestoreTransactionJoin join(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return new ClientTransactionJoin(
        collection, claim.key(), () -> completing(claim, outbox.get()));
  }

  @Override
  public boolean transactional() {
    return true;
  }
}
