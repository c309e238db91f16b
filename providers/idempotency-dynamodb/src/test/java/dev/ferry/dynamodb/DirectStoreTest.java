package dev.ferry.dynamodb;

import dev.ferry.peers.aws.dynamodb.DynamoServer;
import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;

/** The store as it is by default, its hot requests past the client, on the stand-in. */
class DirectStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    DynamoServer server = DynamoServer.start();
    return new DynamoStoreHarness.Direct(server.endpoint()) {
      @Override
      public void close() {
        super.close();
        server.close();
      }
    };
  }
}
