package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.ENVELOPE;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static dev.ferry.idempotency.Lives.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@link LifeRules}, cell by cell. */
class ClaimTableTest {
  private static final int ROUND = 1;
  private static final int ATTEMPTS = 2;
  private static final int THEIRS = 1;
  private static final int OURS = 2;

  private final LifeRules rules = new LifeRules(SKEW);

  @ParameterizedTest(name = "{0}, lease over: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # record       | over  | same round    | later round | earlier round
          NONE           | false | Claimed 1     | Claimed 1   | Claimed 1
          RUNNING        | false | InProgress    | InProgress  | Superseded
          RUNNING        | true  | Claimed 3     | Claimed 1   | Superseded
          RELEASED       | false | Claimed 3     | Claimed 1   | Superseded
          RELEASED       | true  | Claimed 3     | Claimed 1   | Superseded
          COMPLETED      | false | Completed     | Completed   | Completed
          DEAD_LETTERING | false | DeadLettering | Claimed 1   | Superseded
          DEAD_LETTERED  | false | DeadLettered  | Claimed 1   | Superseded
          """)
  void claim_isAnsweredAsTheTableSays(
      Stage stage, boolean over, String same, String later, String earlier) {
    LifeRecord record =
        Lives.record(
            stage == Stage.NONE ? Life.NONE : new Life(stage, ROUND, ATTEMPTS, THEIRS, over));

    assertThat(claim(record, ROUND, OURS)).isEqualTo(same);
    assertThat(claim(record, ROUND + 1, OURS)).isEqualTo(later);
    assertThat(claim(record, ROUND - 1, OURS)).isEqualTo(earlier);
  }

  private String claim(@Nullable LifeRecord record, int round, int token) {
    Claim answer = rules.claim(record, Lives.request(round, token), NOW).answer();
    return Lives.kind(answer) + (answer instanceof Claimed claimed ? " " + claimed.attempt() : "");
  }

  @Test
  void claim_granted_keepsWhatTheRequestSays() {
    LifeRules.Step<Claim> step = rules.claim(null, Lives.request(ROUND, OURS), NOW);

    assertThat(step.answer())
        .isEqualTo(
            new Claimed(Lives.KEY, Lives.token(OURS), ROUND, 1, NOW.plus(LEASE), RETENTION, null));
    assertThat(step.record())
        .isEqualTo(
            new LifeRecord(
                LifeRecord.State.RUNNING,
                ROUND,
                1,
                Lives.token(OURS),
                NOW.plus(LEASE),
                RETENTION,
                NOW.plus(LEASE).plus(RETENTION),
                null,
                List.of(),
                null));
  }

  @Test
  void claim_repeatedAfterItsAnswerWasLost_isTheSameAttempt() {
    LifeRules.Step<Claim> first = rules.claim(null, Lives.request(ROUND, OURS), NOW);
    Instant longAfter = NOW.plus(LEASE).plus(LEASE);

    LifeRules.Step<Claim> repeated =
        rules.claim(first.record(), Lives.request(ROUND, OURS), longAfter);

    assertThat(repeated).isEqualTo(first);
  }

  @Test
  void claim_whileLeased_saysWhenItWillBeFree() {
    LifeRecord record = rules.claim(null, Lives.request(ROUND, THEIRS), NOW).record();
    Instant free = NOW.plus(LEASE).plus(SKEW);

    assertThat(rules.claim(record, Lives.request(ROUND, OURS), free.minus(TICK)).answer())
        .isEqualTo(new Claim.InProgress(free));
    assertThat(rules.claim(record, Lives.request(ROUND, OURS), free).answer())
        .isInstanceOf(Claimed.class);
  }

  @Test
  void claim_ofLaterRound_keepsNothingOfTheEarlierLife() {
    LifeRecord dead =
        Objects.requireNonNull(
            Lives.record(new Life(Stage.DEAD_LETTERED, ROUND, ATTEMPTS, THEIRS, true)));

    assertThat(rules.claim(dead, Lives.request(ROUND + 1, OURS), NOW).record())
        .isEqualTo(rules.claim(null, Lives.request(ROUND + 1, OURS), NOW).record());
  }

  @Test
  void claim_ofDeadLetterNotKnownToBeSent_tellsWhatToSend() {
    LifeRecord record = Lives.record(new Life(Stage.DEAD_LETTERING, ROUND, 3, THEIRS, false));

    assertThat(rules.claim(record, Lives.request(ROUND, OURS), NOW).answer())
        .isEqualTo(new Claim.DeadLettering(ROUND, ENVELOPE));
  }

  @Test
  void claim_ofCompleted_tellsWhatIsUnsent() {
    LifeRecord running = rules.claim(null, Lives.request(ROUND, THEIRS), NOW).record();
    LifeRecord completed =
        rules.complete(running, Lives.claimed(ROUND, THEIRS), Lives.OUTBOX, NOW).record();

    assertThat(rules.claim(completed, Lives.request(0, OURS), NOW).answer())
        .isEqualTo(new Claim.Completed(ROUND, Lives.OUTBOX));
  }
}
