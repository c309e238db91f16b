package dev.ferry.azuretables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A request took effect, its answer was lost, and the SDK sends it again: it meets its own work.
 * And a service that is busy is asked again.
 */
class LostAnswerTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void claim_isGranted_asItsFirstAttempt() {
    desk.server.loseAnswers(1);

    assertThat(desk.claimed("a").attempt()).isEqualTo(1);
  }

  @Test
  void claimsOfABatch_areGranted_asTheirFirstAttempts() {
    desk.server.loseAnswers(1);

    assertThat(desk.store.claim(Desk.requests(3)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(1));
  }

  @Test
  void completion_isKnownAsOurs() {
    Claimed claimed = desk.claimed("a");
    desk.server.loseAnswers(1);

    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
  }

  @Test
  void releaseAndRenewal_areWritten() {
    Claimed claimed = desk.claimed("a");
    desk.server.loseAnswers(1);
    assertThat(desk.store.renew(claimed, Desk.LEASE)).isEqualTo(Written.WRITTEN);
    desk.server.loseAnswers(1);
    assertThat(desk.store.release(claimed, true)).isEqualTo(Written.WRITTEN);

    assertThat(desk.claimed("a").attempt()).isEqualTo(2);
  }

  @Test
  void commit_isKnownAsOurs_andHasOneEffect() {
    TablesCommit commit = commitOf("a");
    desk.server.loseAnswers(1);

    assertThat(commit.commit(List.of(entry(commit)))).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
  }

  @Test
  void commitWhileTheServiceIsBusy_isWritten() {
    TablesCommit commit = commitOf("a");
    desk.server.busy("entry", 2);

    assertThat(commit.commit(List.of(entry(commit)))).isEqualTo(Written.WRITTEN);
  }

  @Test
  void batchWhileTheServiceIsBusy_isGranted() {
    desk.server.busy(Desk.key("m1").value(), 2);

    assertThat(desk.store.claim(Desk.requests(3))).allSatisfy(claim -> Desk.granted(claim));
  }

  @Test
  void serviceThatStaysBusy_isTheCallersToAskAgain() {
    desk.server.busy(100);

    assertThatThrownBy(() -> desk.claimed("a"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            busy -> {
              assertThat(busy.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
              assertThat(busy.retryable()).isTrue();
            });
  }

  private TablesCommit commitOf(String id) {
    return desk.store
        .completion(desk.claimed(id), List::of)
        .unwrap(TablesCommit.class)
        .orElseThrow();
  }

  private static TableTransactionAction entry(TablesCommit commit) {
    return new TableTransactionAction(
        TableTransactionActionType.CREATE, new TableEntity(commit.partition(), "entry"));
  }
}
