package dev.ferry.dynamodb;

import dev.ferry.peers.aws.dynamodb.DynamoServer;
import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;

/** The store on the stand-in that local hosts use, by real requests. */
class DynamoServerStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    DynamoServer server = DynamoServer.start();
    return new DynamoStoreHarness(TestClients.at(server.endpoint())) {
      @Override
      public void close() {
        super.close();
        server.close();
      }
    };
  }
}
