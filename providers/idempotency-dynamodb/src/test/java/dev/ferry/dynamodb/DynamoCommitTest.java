package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A completion in a transaction of the caller's, and what does not fit into one. */
class DynamoCommitTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static TransactWriteItem effect(String condition) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(Desk.TABLE)
                    .item(Map.of("k", AttributeValue.fromS("effect")))
                    .conditionExpression(condition))
        .build();
  }

  private DynamoCommit commit(Claimed claim, List<StagedMessage> outbox) {
    return desk.store.completion(claim, () -> outbox).unwrap(DynamoCommit.class).orElseThrow();
  }

  private void send(TransactWriteItem... items) {
    desk.client.transactWriteItems(request -> request.transactItems(items));
  }

  @Test
  void callersTransaction_completes() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("x").withId("r"));
    Completion completion = desk.store.completion(desk.claimed("a"), () -> List.of(receipt));

    send(
        effect("attribute_not_exists(k)"),
        completion.unwrap(TransactWriteItem.class).orElseThrow());

    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void callersTransaction_thatIsRefused_saysWhatBecameOfTheCompletion() {
    Claimed claim = desk.claimed("a");
    DynamoCommit commit = commit(claim, List.of());
    send(commit.item());

    TransactionCanceledException canceled =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () -> send(effect("attribute_not_exists(k)"), commit.item()));

    assertThat(commit.refused(canceled, 1)).contains(Written.OWN_COMPLETED);
    assertThat(commit.refused(canceled, 0)).isEmpty();
  }

  @Test
  void conditionOfTheEffectThatDoesNotHold_isTold_withItsCause() {
    DynamoCommit commit = commit(desk.claimed("a"), List.of());

    assertThatThrownBy(() -> commit.commit(List.of(effect("attribute_exists(k)"))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasCauseInstanceOf(TransactionCanceledException.class);
    assertThat(commit.commit(List.of(effect("attribute_not_exists(k)"))))
        .isEqualTo(Written.WRITTEN);
  }

  @Test
  void throttledCommit_isRetryable_andHadNoEffect() {
    Claimed claim = desk.claimed("a");
    desk.server.throttle(claim.key().value(), 2);

    assertThatThrownBy(
            () -> commit(claim, List.of()).commit(List.of(effect("attribute_not_exists(k)"))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
              assertThat(refused.retryable()).isTrue();
            });
    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.InProgress.class);
  }

  @Test
  void commitThatAnotherTransactionIsInTheWayOf_isRepeated() {
    Claimed claim = desk.claimed("a");
    desk.server.conflict(claim.key().value(), 2);
    desk.requests.operations();

    assertThat(commit(claim, List.of()).commit(List.of(effect("attribute_not_exists(k)"))))
        .isEqualTo(Written.WRITTEN);
    assertThat(desk.requests.operations()).hasSize(3).containsOnly("TransactWriteItems");
  }

  @Test
  void commitThatTransactionsStayInTheWayOf_isGivenUp_andMayBeRepeated() {
    Claimed claim = desk.claimed("a");
    DynamoCommit commit = commit(claim, List.of());
    desk.server.conflict(claim.key().value(), 10);

    assertThatThrownBy(() -> commit.commit(List.of()))
        .isInstanceOfSatisfying(
            MessagingException.class, refused -> assertThat(refused.retryable()).isTrue());
    assertThat(commit.commit(List.of())).isEqualTo(Written.WRITTEN);
  }

  @Test
  void stagedMessagesThatNoItemHolds_areRefusedBeforeAnythingIsSent() {
    Claimed claim = desk.claimed("a");
    List<StagedMessage> tooMany = List.of(staged(200_000), staged(210_000));
    desk.requests.operations();

    for (var refused :
        List.<ThrowingCallable>of(
            () -> desk.store.complete(claim, tooMany),
            () -> commit(claim, tooMany).commit(List.of()),
            () -> commit(claim, tooMany).item())) {
      assertThatThrownBy(refused)
          .isInstanceOfSatisfying(
              MessagingException.class,
              tooLarge -> assertThat(tooLarge.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageContaining("2 staged messages")
          .hasMessageContaining("409600");
    }
    assertThat(desk.requests.operations()).isEmpty();
    assertThat(desk.store.complete(claim, List.of(staged(200_000), staged(208_000))))
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
