package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static dev.ferry.idempotency.Lives.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At the very instant at which a record expires it is none, for every call. */
class ExpiryTest {
  private static final Instant AT = NOW.plus(RETENTION);
  private static final Instant BEFORE = AT.minus(TICK);

  private final LifeRules rules = new LifeRules(SKEW);

  private static LifeRecord record(Stage stage) {
    return Objects.requireNonNull(Lives.record(new Life(stage, 1, 2, 1, false)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void claim_atExpiry_findsNone(Stage stage) {
    assertThat(rules.claim(record(stage), Lives.request(0, 2), AT))
        .isEqualTo(rules.claim(null, Lives.request(0, 2), AT));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void claim_justBeforeExpiry_findsTheRecord(Stage stage) {
    assertThat(rules.claim(record(stage), Lives.request(0, 2), BEFORE).answer())
        .isNotInstanceOf(Claimed.class);
  }

  @ParameterizedTest
  @EnumSource
  void ownerWrite_atExpiry_isFencedOut(OwnerWritesTest.Verb verb) {
    LifeRecord running = record(Stage.RUNNING);

    assertThat(verb.apply(running, BEFORE).answer()).isEqualTo(Written.WRITTEN);
    assertThat(verb.apply(running, AT)).isEqualTo(new Step<>(Written.FENCED_OUT, null));
  }

  @Test
  void deadLettered_atExpiry_findsNone() {
    assertThat(rules.deadLettered(record(Stage.DEAD_LETTERING), 1, BEFORE)).isNotNull();
    assertThat(rules.deadLettered(record(Stage.DEAD_LETTERING), 1, AT)).isNull();
  }

  @Test
  void outboxSent_atExpiry_findsNone() {
    assertThat(rules.outboxSent(record(Stage.COMPLETED), BEFORE)).isNotNull();
    assertThat(rules.outboxSent(record(Stage.COMPLETED), AT)).isNull();
  }

  @Test
  void runningRecord_withLeaseLongerThanRetention_staysWhileItIsLeased() {
    Duration lease = RETENTION.multipliedBy(3);
    ClaimRequest request = new ClaimRequest(Lives.KEY, 0, "a", lease, RETENTION);
    LifeRecord record = rules.claim(null, request, NOW).record();

    assertThat(rules.claim(record, Lives.request(0, 2), NOW.plus(lease)).answer())
        .isInstanceOf(Claim.InProgress.class);
  }

  @Test
  void renewedRecord_withLeaseLongerThanRetention_staysWhileItIsLeased() {
    Duration lease = RETENTION.multipliedBy(3);
    LifeRecord record =
        rules.renew(record(Stage.RUNNING), Lives.claimed(1, 1), lease, NOW).record();

    assertThat(rules.complete(record, Lives.claimed(1, 1), List.of(), NOW.plus(lease)).answer())
        .isEqualTo(Written.WRITTEN);
  }
}
