package dev.ferry.peers.google.firestore;

import static dev.ferry.peers.google.firestore.Shape.absent;
import static dev.ferry.peers.google.firestore.Shape.batch;
import static dev.ferry.peers.google.firestore.Shape.commit;
import static dev.ferry.peers.google.firestore.Shape.read;
import static dev.ferry.peers.google.firestore.Shape.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the vendor's emulator cannot be made to do: trouble, a clock, conflicts. */
class FirestoreServerTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:15:30.123456789Z");

  private final FirestoreServer server = FirestoreServer.start(() -> NOW);
  private final Desk desk = new Desk(server.endpoint(), "p");

  @AfterEach
  void close() {
    desk.close();
    server.close();
  }

  private static void assertRefused(Runnable call, Status.Code code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void updateTimes_areTheClocks_inWholeMicroseconds_eachLater() {
    commit("first", set("a", "n", "1")).send(desk);
    commit("second", set("a", "n", "2")).send(desk);

    assertThat(desk.time("first")).isEqualTo(Instant.parse("2026-11-28T10:15:30.123456Z"));
    assertThat(desk.time("second")).isEqualTo(Instant.parse("2026-11-28T10:15:30.123457Z"));
  }

  @Test
  void calls_areCounted_untilTheyAreTaken() {
    commit(set("a", "n", "1")).send(desk);
    read("a").send(desk);
    batch(set("a", "n", "2")).send(desk);

    assertThat(server.takeCalls()).containsExactly("Commit", "BatchGetDocuments", "BatchWrite");
    assertThat(server.takeCalls()).isEmpty();
  }

  @Test
  void refusedCalls_changeNothing() {
    server.refuse("Commit", Status.RESOURCE_EXHAUSTED, 2);

    assertRefused(() -> commit(absent("a")).send(desk), Status.Code.RESOURCE_EXHAUSTED);
    assertRefused(() -> commit(absent("a")).send(desk), Status.Code.RESOURCE_EXHAUSTED);
    assertThat(commit(absent("a")).send(desk)).startsWith("committed");
  }

  @Test
  void lostAnswers_hadTheirEffect() {
    server.loseAnswers("Commit", 1);

    assertRefused(() -> commit(absent("a")).send(desk), Status.Code.UNAVAILABLE);
    assertRefused(() -> commit(absent("a")).send(desk), Status.Code.ALREADY_EXISTS);
  }

  @Test
  void documentThatOthersContendFor_isRefused_aloneAndInABatch() {
    server.refuseWrites("a", Status.ABORTED, 2);

    assertRefused(() -> commit(set("a", "n", "1")).send(desk), Status.Code.ABORTED);
    assertThat(batch(set("a", "n", "1"), set("b", "n", "1")).send(desk))
        .startsWith("batch [ABORTED, OK]");
    assertThat(batch(set("a", "n", "1")).send(desk)).startsWith("batch [OK]");
  }

  @Test
  void transaction_isAborted_whenWhatItReadHasChanged() {
    Iterator<BatchGetDocumentsResponse> answers =
        desk.stub()
            .batchGetDocuments(
                BatchGetDocumentsRequest.newBuilder()
                    .setDatabase(desk.database)
                    .addDocuments(desk.name("a"))
                    .setNewTransaction(TransactionOptions.getDefaultInstance())
                    .build());
    ByteString transaction = answers.next().getTransaction();
    assertThat(answers.next().getMissing()).isEqualTo(desk.name("a"));
    commit(absent("a")).send(desk);
    CommitRequest late =
        CommitRequest.newBuilder()
            .setDatabase(desk.database)
            .setTransaction(transaction)
            .addWrites(desk.set("b", "n", "1"))
            .build();

    assertRefused(() -> desk.stub().commit(late), Status.Code.ABORTED);
    assertThat(read("b").send(desk)).isEqualTo("[missing]");
  }

  @Test
  void databases_haveTheirOwnDocuments() {
    commit(set("a", "n", "1")).send(desk);

    try (Desk other = new Desk(server.endpoint(), "q")) {
      assertThat(read("a").send(other)).isEqualTo("[missing]");
    }
  }

  @Test
  void callsThatNobodyNeeds_sayThatTheyAreNotPlayed() {
    assertRefused(
        () -> desk.stub().listDocuments(ListDocumentsRequest.getDefaultInstance()),
        Status.Code.UNIMPLEMENTED);
    assertRefused(
        () -> Shape.query(query -> query.addFrom(query.getFrom(0))).send(desk),
        Status.Code.UNIMPLEMENTED);
  }
}
