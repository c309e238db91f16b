package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of decisions when the table does what it should not. */
class DeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final LifeRules rules = new LifeRules(Duration.ZERO);

  private Decision<Claim> claim(String id) {
    ClaimRequest request = Requests.of(id);
    return Decision.upon(
        request.key(), (record, now) -> rules.claim(record, request, now), null, NOW);
  }

  /** A table that answers writes in a way of its own. */
  private static Decider over(Function<List<RecordWrite>, List<WriteResult>> writes) {
    return new Decider(
        new RecordDriver() {
          @Override
          public List<WriteResult> write(List<RecordWrite> asked) {
            return writes.apply(asked);
          }

          @Override
          public @Nullable Stored find(IdempotencyKey key) {
            throw new AssertionError("nothing is to be read");
          }

          @Override
          public void forgetOutbox(IdempotencyKey key) {
            throw new AssertionError("nothing is to be forgotten");
          }

          @Override
          public void checkSize(RecordWrite write) {}

          @Override
          public int mostTogether() {
            return 1;
          }

          @Override
          public void close() {}
        },
        InstantSource.fixed(NOW));
  }

  @Test
  void guess_isNoAnswer_untilItIsWritten() {
    Decision<Claim> decision = claim("a");

    assertThatThrownBy(decision::answer).isInstanceOf(IllegalStateException.class);
    decision.done("");
    assertThat(decision.answer()).isInstanceOf(Claim.Claimed.class);
  }

  @Test
  void tableThatFailsInAWayOfItsOwn_failsEveryDecision() {
    List<Decision<Claim>> decisions = List.of(claim("a"), claim("b"));

    over(writes -> {
          throw new IllegalStateException("the client is closed");
        })
        .settle(decisions);

    assertThat(decisions)
        .allSatisfy(
            decision ->
                assertThatThrownBy(decision::answer)
                    .isInstanceOfSatisfying(
                        MessagingException.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNKNOWN))
                    .hasRootCauseMessage("the client is closed"));
  }

  @Test
  void recordOfANewerLayout_failsItsOwnDecisionOnly() {
    Decision<Claim> newer = claim("a");
    Decision<Claim> other = claim("b");

    over(writes -> List.of(unreadable(), new WriteResult.Done(""))).settle(List.of(newer, other));

    assertThatThrownBy(newer::answer).hasMessageContaining("version 2");
    assertThat(other.answer()).isInstanceOf(Claim.Claimed.class);
  }

  private static WriteResult unreadable() {
    return WriteResult.refused(
        () -> new Stored(RecordFields.read("a", Map.of("v", RecordValue.of(2))), ""));
  }

  @Test
  void recordThatAlwaysChangesInBetween_isGivenUp() {
    Decision<Claim> decision = claim("a");

    over(writes -> List.of(new WriteResult.Refused(null))).settle(List.of(decision));

    assertThatThrownBy(decision::answer)
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(failed.retryable()).isTrue();
            });
  }
}
