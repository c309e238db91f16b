package dev.ferry.azuretables;

import dev.ferry.peers.azure.tables.TablesServer;
import dev.ferry.testkit.idempotency.IdempotencyStoreConformance;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;

/** The store on the endpoint that local hosts use, by real requests. */
class TablesServerStoreTest extends IdempotencyStoreConformance {
  @Override
  protected IdempotencyStoreHarness openHarness() {
    TablesServer server = TablesServer.start();
    return new TablesStoreHarness(server.connectionString()) {
      @Override
      public void close() {
        super.close();
        server.close();
      }
    };
  }
}
