package dev.ferry.firestore;

import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;

/** The store on the server in this JVM that local hosts use, by real requests. */
class FirestoreServerStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    FirestoreServer server = FirestoreServer.start();
    return new FirestoreStoreHarness(server.endpoint()) {
      @Override
      public void close() {
        super.close();
        server.close();
      }
    };
  }
}
