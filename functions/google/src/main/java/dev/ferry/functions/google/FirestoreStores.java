package dev.ferry.functions.google;

import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreIdempotencyStore;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import java.util.Set;

/**
 * Stores in Firestore collections: {@code firestore:PROJECT/COLLECTION}, or {@code
 * firestore:PROJECT/DATABASE/COLLECTION}.
 */
final class FirestoreStores implements StoreFactory {
  @Override
  public String scheme() {
    return "firestore";
  }

  @Override
  public String example() {
    return "firestore:PROJECT/COLLECTION";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("database");
  }

  @Override
  public IdempotencyStore open(Address address, Timeline timeline) {
    return FirestoreIdempotencyStore.builder(FirestoreCollection.of(address))
        .clock(timeline::now)
        .build();
  }
}
