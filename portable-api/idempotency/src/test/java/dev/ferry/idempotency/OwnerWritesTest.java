package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.ENVELOPE;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.OUTBOX;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static dev.ferry.idempotency.Written.FENCED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a write of the owner does in each state, to the owner and to others. */
class OwnerWritesTest {
  private static final int OURS = 1;
  private static final int THEIRS = 2;
  private static final Claimed CLAIM = Lives.claimed(1, OURS);
  private static final LifeRules RULES = new LifeRules(SKEW);

  /** The writes that need the token. */
  enum Verb {
    COMPLETE,
    RELEASE,
    TAKE_BACK,
    RENEW,
    DEAD_LETTER;

    Step<Written> apply(@Nullable LifeRecord record, Instant now) {
      return switch (this) {
        case COMPLETE -> RULES.complete(record, CLAIM, OUTBOX, now);
        case RELEASE -> RULES.release(record, CLAIM, true, now);
        case TAKE_BACK -> RULES.release(record, CLAIM, false, now);
        case RENEW -> RULES.renew(record, CLAIM, LEASE, now);
        case DEAD_LETTER -> RULES.deadLettering(record, CLAIM, ENVELOPE, now);
      };
    }
  }

  private static LifeRecord record(Stage stage, int token, boolean leaseOver) {
    return Objects.requireNonNull(Lives.record(new Life(stage, 1, 2, token, leaseOver)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # record       | COMPLETE      | RELEASE       | TAKE_BACK     | RENEW         | DEAD_LETTER
          RUNNING        | WRITTEN       | WRITTEN       | WRITTEN       | WRITTEN       | WRITTEN
          RELEASED       | FENCED_OUT    | WRITTEN       | WRITTEN       | FENCED_OUT    | FENCED_OUT
          COMPLETED      | OWN_COMPLETED | OWN_COMPLETED | OWN_COMPLETED | OWN_COMPLETED | OWN_COMPLETED
          DEAD_LETTERING | FENCED_OUT    | FENCED_OUT    | FENCED_OUT    | FENCED_OUT    | WRITTEN
          DEAD_LETTERED  | FENCED_OUT    | FENCED_OUT    | FENCED_OUT    | FENCED_OUT    | FENCED_OUT
          """)
  void owner_isAnsweredAsTheTableSays(
      Stage stage,
      Written complete,
      Written release,
      Written takeBack,
      Written renew,
      Written deadLetter) {
    assertAnswer(Verb.COMPLETE, stage, complete);
    assertAnswer(Verb.RELEASE, stage, release);
    assertAnswer(Verb.TAKE_BACK, stage, takeBack);
    assertAnswer(Verb.RENEW, stage, renew);
    assertAnswer(Verb.DEAD_LETTER, stage, deadLetter);
  }

  private static void assertAnswer(Verb verb, Stage stage, Written expected) {
    LifeRecord found = record(stage, OURS, false);
    Step<Written> step = verb.apply(found, NOW);
    assertThat(step.answer()).as("%s of %s", verb, stage).isEqualTo(expected);
    if (stage != Stage.RUNNING) {
      assertThat(step.record()).as("%s of %s", verb, stage).isEqualTo(found);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherOwner_changesNothing(Verb verb) {
    for (Stage stage : Stage.values()) {
      LifeRecord found = stage == Stage.NONE ? null : record(stage, THEIRS, true);
      assertThat(verb.apply(found, NOW)).as("%s", stage).isEqualTo(new Step<>(FENCED_OUT, found));
    }
  }

  @ParameterizedTest
  @EnumSource
  void owner_isOwnerUntilSomebodyTakesOver_evenPastTheLease(Verb verb) {
    LifeRecord found = record(Stage.RUNNING, OURS, true);

    assertThat(verb.apply(found, NOW.plus(LEASE)).answer()).isEqualTo(Written.WRITTEN);
  }

  @ParameterizedTest
  @EnumSource
  void write_repeatedAfterItsAnswerWasLost_changesNothingMore(Verb verb) {
    Step<Written> first = verb.apply(record(Stage.RUNNING, OURS, false), NOW);

    Step<Written> repeated = verb.apply(first.record(), NOW);

    assertThat(repeated.record()).isEqualTo(first.record());
    assertThat(repeated.answer())
        .isEqualTo(verb == Verb.COMPLETE ? Written.OWN_COMPLETED : Written.WRITTEN);
  }

  @Test
  void complete_keepsTheOutboxOfTheFirst() {
    LifeRecord completed = written(Verb.COMPLETE);

    assertThat(completed.state()).isEqualTo(State.COMPLETED);
    assertThat(completed.outbox()).isEqualTo(OUTBOX);
  }

  @Test
  void release_keepsTheAttempts() {
    assertThat(written(Verb.RELEASE).attempts()).isEqualTo(2);
  }

  @Test
  void release_ofAnAttemptThatNeverBegan_takesItBackOnce() {
    LifeRecord released = written(Verb.TAKE_BACK);

    assertThat(released.attempts()).isEqualTo(1);
    assertThat(Verb.TAKE_BACK.apply(released, NOW).record()).isEqualTo(released);
  }

  @Test
  void renew_leasesFromNowOn() {
    LifeRecord renewed = written(Verb.RENEW);

    assertThat(renewed.until()).isEqualTo(NOW.plus(LEASE));
    assertThat(renewed.attempts()).isEqualTo(2);
  }

  @Test
  void deadLettering_keepsTheEnvelopeOfTheFirst() {
    LifeRecord dead = written(Verb.DEAD_LETTER);
    ShortEnvelope other = new ShortEnvelope("POISON", "", 1, NOW, NOW);

    assertThat(dead.envelope()).isEqualTo(ENVELOPE);
    assertThat(RULES.deadLettering(dead, CLAIM, other, NOW).record()).isEqualTo(dead);
  }

  @Test
  void deadLettered_twice_isDeadLetteredOnce() {
    LifeRecord sent = RULES.deadLettered(written(Verb.DEAD_LETTER), 1, NOW);

    assertThat(Objects.requireNonNull(sent).state()).isEqualTo(State.DEAD_LETTERED);
    assertThat(RULES.deadLettered(sent, 1, NOW.plus(LEASE))).isEqualTo(sent);
  }

  @Test
  void outboxSent_forgetsTheOutboxAndNothingElse() {
    LifeRecord completed = written(Verb.COMPLETE);

    LifeRecord sent = RULES.outboxSent(completed, NOW);

    assertThat(sent).isEqualTo(completed.withOutbox(List.of()));
    assertThat(RULES.outboxSent(sent, NOW)).isEqualTo(sent);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "COMPLETED"})
  void outboxSent_beforeCompletion_changesNothing(Stage stage) {
    LifeRecord found = record(stage, OURS, false);

    assertThat(RULES.outboxSent(found, NOW)).isEqualTo(found);
  }

  @ParameterizedTest
  @EnumSource
  void write_keepsTheRecordForItsRetentionFromThen(Verb verb) {
    Instant later = NOW.plus(RETENTION).minus(LEASE);
    LifeRecord kept =
        Objects.requireNonNull(verb.apply(record(Stage.RUNNING, OURS, false), later).record());

    Instant from = verb == Verb.RENEW ? later.plus(LEASE) : later;
    assertThat(kept.expiresAt()).isEqualTo(from.plus(RETENTION));
  }

  @Test
  void deadLettered_keepsTheRecordForItsRetentionFromThen() {
    LifeRecord sent = RULES.deadLettered(written(Verb.DEAD_LETTER), 1, NOW.plus(LEASE));

    assertThat(Objects.requireNonNull(sent).expiresAt()).isEqualTo(NOW.plus(LEASE).plus(RETENTION));
  }

  private static LifeRecord written(Verb verb) {
    return Objects.requireNonNull(verb.apply(record(Stage.RUNNING, OURS, false), NOW).record());
  }
}
