package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Write;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A completion in one commit with the caller's writes, and what does not fit into one. */
class FirestoreCommitTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static Write effect(boolean exists) {
    return Write.newBuilder()
        .setUpdate(Document.newBuilder().setName(Desk.EFFECTS.documentName("effect")))
        .setCurrentDocument(Precondition.newBuilder().setExists(exists))
        .build();
  }

  private FirestoreCommit commit(Claimed claim, List<StagedMessage> outbox) {
    return desk.store.completion(claim, () -> outbox).unwrap(FirestoreCommit.class).orElseThrow();
  }

  @Test
  void effectAndStagedMessages_areThereWithTheCompletion() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("x").withId("r"));

    assertThat(commit(desk.claimed("a"), List.of(receipt)).commit(List.of(effect(false))))
        .isEqualTo(Written.WRITTEN);
    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void preconditionOfTheEffectThatDoesNotHold_isTold_withItsCause() {
    FirestoreCommit commit = commit(desk.claimed("a"), List.of());

    assertThatThrownBy(() -> commit.commit(List.of(effect(true))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasCauseInstanceOf(StatusRuntimeException.class);
    assertThat(commit.commit(List.of(effect(false)))).isEqualTo(Written.WRITTEN);
  }

  @Test
  void commitAfterItsOwn_hasNoEffect() {
    Claimed claim = desk.claimed("a");
    commit(claim, List.of()).commit(List.of(effect(false)));

    assertThat(commit(claim, List.of()).commit(List.of(effect(false))))
        .isEqualTo(Written.OWN_COMPLETED);
  }

  @Test
  void leaseThatAnotherStoreObjectRenewed_isNoLoss() {
    Claimed claim = desk.claimed("a");
    desk.pass(Duration.ofSeconds(10));
    desk.open(Duration.ZERO).renew(claim, Desk.LEASE);

    assertThat(commit(claim, List.of()).commit(List.of(effect(false)))).isEqualTo(Written.WRITTEN);
  }

  @Test
  void lateOwner_isFencedOut() {
    Claimed late = desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.open(Duration.ZERO).claim(Desk.request("a"));

    assertThat(commit(late, List.of()).commit(List.of(effect(false))))
        .isEqualTo(Written.FENCED_OUT);
    assertThat(
            desk.client
                .stub(Desk.EFFECTS)
                .batchGetDocuments(
                    BatchGetDocumentsRequest.newBuilder()
                        .setDatabase(Desk.EFFECTS.databaseName())
                        .addDocuments(Desk.EFFECTS.documentName("effect"))
                        .build())
                .next()
                .hasMissing())
        .isTrue();
  }

  @Test
  void stagedMessagesThatNoDocumentHolds_areRefusedBeforeAnythingIsSent() {
    Claimed claim = desk.claimed("a");
    List<StagedMessage> tooMany = List.of(staged(500_000), staged(548_200));
    desk.server.takeCalls();

    for (ThrowingCallable refused :
        List.<ThrowingCallable>of(
            () -> desk.store.complete(claim, tooMany),
            () -> commit(claim, tooMany).commit(List.of()))) {
      assertThatThrownBy(refused)
          .isInstanceOfSatisfying(
              MessagingException.class,
              tooLarge -> assertThat(tooLarge.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageContaining("2 staged messages")
          .hasMessageContaining("1048576");
    }
    assertThat(desk.server.takeCalls()).isEmpty();
    assertThat(desk.store.complete(claim, List.of(staged(500_000), staged(547_500))))
        .isEqualTo(Written.WRITTEN);
  }

  private static StagedMessage staged(int bytes) {
    return new StagedMessage("receipts", Message.of(Body.of(new byte[bytes])).withId("r" + bytes));
  }

  @Test
  void completion_joinsNothingOfAnotherStore() {
    assertThat(desk.store.completion(desk.claimed("a"), List::of).unwrap(InMemoryCommit.class))
        .isEmpty();
  }
}
