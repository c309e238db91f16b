package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A request took effect, its answer was lost, and it is sent again: it meets its own work. What was
 * lost the first time of a test went past the client, the second time the client sent it.
 */
class LostAnswerTest {
  private final DynamoServer server = DynamoServer.start();
  private final WatchedHttpClient http = new WatchedHttpClient();
  private final Connection connection = TestClients.direct(server.endpoint(), http);
  private final DynamoIdempotencyStore store =
      DynamoIdempotencyStore.builder(Desk.TABLE).connection(connection).build();

  @BeforeEach
  void makeTable() {
    new RecordTableAdmin(connection.client()).createTable(Desk.TABLE);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private Claimed claimed() {
    return Desk.granted(store.claim(Desk.request("a")));
  }

  @Test
  void claim_isGranted_asItsFirstAttempt() {
    http.lose(1);

    assertThat(claimed().attempt()).isEqualTo(1);
  }

  @Test
  void claimsOfABatch_areGranted_asTheirFirstAttempts() {
    http.lose(1);

    assertThat(store.claim(Desk.requests(3)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(1));
  }

  @Test
  void completion_isKnownAsOurs() {
    Claimed claimed = claimed();
    http.lose(1);

    assertThat(store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
  }

  @Test
  void releaseAndRenewal_areWritten() {
    Claimed claimed = claimed();
    http.lose(1);
    assertThat(store.renew(claimed, Desk.LEASE)).isEqualTo(Written.WRITTEN);
    http.lose(1);
    assertThat(store.release(claimed, true)).isEqualTo(Written.WRITTEN);

    assertThat(claimed().attempt()).isEqualTo(2);
  }

  @Test
  void commit_isWritten_once() {
    DynamoCommit commit =
        store.completion(claimed(), List::of).unwrap(DynamoCommit.class).orElseThrow();
    http.lose(1);

    assertThat(commit.commit(List.of())).isEqualTo(Written.WRITTEN);
    assertThat(store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
  }

  @Test
  void answerThatIsLostAgainAndAgain_isTheCallersToAskFor() {
    http.lose(3);

    assertThatThrownBy(this::claimed)
        .isInstanceOfSatisfying(
            MessagingException.class,
            lost -> {
              assertThat(lost.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(lost.retryable()).isTrue();
            });
  }
}
