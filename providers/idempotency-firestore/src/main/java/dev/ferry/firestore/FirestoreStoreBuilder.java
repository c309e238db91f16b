package dev.ferry.firestore;

import dev.ferry.idempotency.spi.RecordStoreBuilder;
import dev.ferry.idempotency.spi.StoreSettings;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link FirestoreIdempotencyStore} needs. Not safe for use by threads. */
public final class FirestoreStoreBuilder extends RecordStoreBuilder<FirestoreStoreBuilder> {
  private final FirestoreCollection collection;
  private @Nullable FirestoreClient client;

  FirestoreStoreBuilder(FirestoreCollection collection) {
    this.collection = collection;
  }

  /** The client to use instead of {@link FirestoreClient#create()}; the caller closes it. */
  public FirestoreStoreBuilder client(FirestoreClient client) {
    this.client = client;
    return this;
  }

  /**
   * The store. Asks nothing yet.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when a duration is negative;
   *     PERMISSION_DENIED when there are no credentials
   */
  public FirestoreIdempotencyStore build() {
    StoreSettings settings = settings();
    boolean ownClient = client == null;
    Requests requests =
        new Requests(client == null ? FirestoreClient.create() : client, collection);
    return new FirestoreIdempotencyStore(
        requests, new FirestoreRecords(requests, collection, ownClient), collection, settings);
  }

  @Override
  protected FirestoreStoreBuilder self() {
    return this;
  }
}
