package dev.ferry.peers.azure.tables;

import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import java.time.Duration;
import java.util.UUID;

/** Clients that repeat nothing by themselves, each with a new table. */
final class TableClients {
  private TableClients() {}

  static TableClient withNewTable(String connectionString) {
    TableClient client =
        new TableClientBuilder()
            .connectionString(connectionString)
            .tableName("t" + UUID.randomUUID().toString().replace("-", ""))
            .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
            .buildClient();
    client.createTable();
    return client;
  }
}
