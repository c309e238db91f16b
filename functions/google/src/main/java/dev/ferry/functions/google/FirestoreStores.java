package dev.ferry.functions.google;

import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.util.Set;

/** Stores in Firestore. */
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
    return Set.of();
  }

  @Override
  public IdempotencyStore open(Address address, Timeline timeline) {
    throw MessagingException.unsupported("open " + address + ": no store of Firestore is here yet");
  }
}
