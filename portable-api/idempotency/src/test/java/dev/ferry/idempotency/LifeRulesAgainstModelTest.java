package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.ENVELOPE;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ProtocolModel.Decision;
import dev.ferry.idempotency.ProtocolModel.Fate;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link LifeRules} and {@link ProtocolModel} agree on every record, call, round and token. */
class LifeRulesAgainstModelTest {
  private static final int[] ROUNDS = {0, 1, 2};
  private static final int[] TOKENS = {1, 2};
  private static final List<Life> LIVES = lives();

  private final LifeRules rules = new LifeRules(SKEW);

  /** Every stage with every round, count of attempts and token, the lease valid or over. */
  private static List<Life> lives() {
    List<Life> lives = new ArrayList<>(List.of(Life.NONE));
    for (Stage stage : Stage.values()) {
      for (int round : stage == Stage.NONE ? new int[0] : ROUNDS) {
        for (int attempts = stage == Stage.RELEASED ? 0 : 1; attempts <= 3; attempts++) {
          for (int token : TOKENS) {
            lives.add(new Life(stage, round, attempts, token, false));
            lives.add(new Life(stage, round, attempts, token, true));
          }
        }
      }
    }
    return lives;
  }

  @Test
  void lives_areAllThereAre() {
    int eachRoundTokenAndLease = ROUNDS.length * TOKENS.length * 2;
    assertThat(LIVES).hasSize(1 + eachRoundTokenAndLease * (4 * 3 + 4)).doesNotHaveDuplicates();
  }

  @Test
  void claim_decidesAsTheModel() {
    for (Life life : LIVES) {
      for (int round : ROUNDS) {
        for (int token : TOKENS) {
          String call = "claim of round %d with token %d on %s".formatted(round, token, life);
          Step<Claim> step = rules.claim(Lives.record(life), Lives.request(round, token), NOW);
          Decision<ProtocolModel.Answer> decision = ProtocolModel.claim(life, round, token);
          assertThat(Lives.answer(step.answer())).as(call).isEqualTo(decision.answer());
          assertThat(Lives.life(step.record(), NOW))
              .as(call)
              .isEqualTo(decision.life().comparable());
        }
      }
    }
  }

  @Test
  void complete_decidesAsTheModel() {
    agree(
        (record, token) -> rules.complete(record, Lives.claimed(0, token), List.of(), NOW),
        ProtocolModel::complete);
  }

  @Test
  void release_decidesAsTheModel() {
    agree(
        (record, token) -> rules.release(record, Lives.claimed(0, token), true, NOW),
        (life, token) -> ProtocolModel.release(life, token, true));
  }

  @Test
  void releaseOfNoAttempt_decidesAsTheModel() {
    agree(
        (record, token) -> rules.release(record, Lives.claimed(0, token), false, NOW),
        (life, token) -> ProtocolModel.release(life, token, false));
  }

  @Test
  void renew_decidesAsTheModel() {
    agree(
        (record, token) -> rules.renew(record, Lives.claimed(0, token), LEASE, NOW),
        ProtocolModel::renew);
  }

  @Test
  void deadLettering_decidesAsTheModel() {
    agree(
        (record, token) -> rules.deadLettering(record, Lives.claimed(0, token), ENVELOPE, NOW),
        ProtocolModel::deadLettering);
  }

  @Test
  void deadLettered_decidesAsTheModel() {
    for (Life life : LIVES) {
      for (int round : ROUNDS) {
        assertThat(Lives.life(rules.deadLettered(Lives.record(life), round, NOW), NOW))
            .as("dead letter of round %d sent on %s", round, life)
            .isEqualTo(ProtocolModel.deadLettered(life, round).comparable());
      }
    }
  }

  private interface OwnerWrite {
    Step<Written> apply(@Nullable LifeRecord record, int token);
  }

  private interface ModelWrite {
    Decision<Fate> apply(Life life, int token);
  }

  private static void agree(OwnerWrite write, ModelWrite model) {
    for (Life life : LIVES) {
      for (int token : TOKENS) {
        String call = "token %d on %s".formatted(token, life);
        Step<Written> step = write.apply(Lives.record(life), token);
        Decision<Fate> decision = model.apply(life, token);
        assertThat(Lives.fate(step.answer())).as(call).isEqualTo(decision.answer());
        assertThat(Lives.life(step.record(), NOW)).as(call).isEqualTo(decision.life().comparable());
      }
    }
  }
}
