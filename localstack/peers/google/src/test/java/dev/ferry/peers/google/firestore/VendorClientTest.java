package dev.ferry.peers.google.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's own client, with its transactions that run again. */
class VendorClientTest {
  private final FirestoreServer server = FirestoreServer.start();
  private final Firestore client =
      FirestoreOptions.newBuilder()
          .setProjectId("p")
          .setEmulatorHost(server.endpoint())
          .build()
          .getService();

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void transactionInWhoseWayAnotherWriteCame_runsAgain() throws Exception {
    DocumentReference account = client.document("accounts/a");
    account.create(Map.of("balance", 1L)).get();
    AtomicInteger runs = new AtomicInteger();

    client
        .runTransaction(
            transaction -> {
              long balance = transaction.get(account).get().getLong("balance");
              if (runs.incrementAndGet() == 1) {
                account.update("balance", 10L).get();
              }
              transaction.update(account, "balance", balance + 1);
              return null;
            })
        .get();

    assertThat(runs).hasValue(2);
    assertThat(account.get().get().getLong("balance")).isEqualTo(11);
  }

  @Test
  void query_findsWhatEquals() throws Exception {
    client.collection("orders").add(Map.of("order", "1")).get();
    client.collection("orders").add(Map.of("order", "2")).get();

    List<QueryDocumentSnapshot> found =
        client.collection("orders").whereEqualTo("order", "2").get().get().getDocuments();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).getString("order")).isEqualTo("2");
  }
}
