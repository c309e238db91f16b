package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a store asks of a database that compares versions. */
class RecordStoreTest {
  private static final ShortEnvelope ENVELOPE =
      new ShortEnvelope("POISON", "", 1, Instant.EPOCH, Instant.EPOCH);
  private static final StagedMessage STAGED =
      new StagedMessage("receipts", Message.of(Body.of("paid")));

  private Instant now = Instant.parse("2026-11-23T10:15:30Z");
  private final VersionedDriver driver = new VersionedDriver();
  private final Store store = new Store(driver);

  private final class Store extends RecordStore {
    Store(RecordDriver driver) {
      super(driver, new StoreSettings(Duration.ofSeconds(2), Duration.ZERO, () -> now));
    }

    @Override
    public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
      return Completion.none();
    }

    @Override
    public boolean transactional() {
      return false;
    }
  }

  private Claimed claimed(String id) {
    Claimed claimed = (Claimed) store.claim(Requests.of(id));
    driver.taken();
    return claimed;
  }

  @Test
  void newMessage_takesOneWriteToClaim_andOneToComplete() {
    Claimed claimed = (Claimed) store.claim(Requests.of("a"));

    assertThat(driver.taken()).containsExactly("write");
    assertThat(store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(driver.taken()).containsExactly("write");
  }

  @Test
  void renewals_keepTheVersionKnown() {
    Claimed claimed = claimed("a");

    now = now.plusSeconds(10);
    assertThat(store.renew(claimed, Requests.LEASE)).isEqualTo(Written.WRITTEN);
    now = now.plusSeconds(10);
    assertThat(store.renew(claimed, Requests.LEASE)).isEqualTo(Written.WRITTEN);
    assertThat(store.release(claimed, true)).isEqualTo(Written.WRITTEN);
    assertThat(driver.taken()).containsExactly("write", "write", "write");
  }

  @Test
  void ownerOnAnotherStoreObject_readsBeforeItWrites() {
    Claimed claimed = claimed("a");

    assertThat(new Store(driver).complete(claimed, List.of(STAGED))).isEqualTo(Written.WRITTEN);
    assertThat(driver.taken()).containsExactly("read", "write");
    assertThat(store.claim(Requests.of("a"))).isEqualTo(new Claim.Completed(0, List.of(STAGED)));
  }

  @Test
  void recordThatChangedInBetween_isDecidedUponAgain() {
    Claimed claimed = claimed("a");
    driver.touch(claimed.key());

    assertThat(store.deadLettering(claimed, ENVELOPE)).isEqualTo(Written.WRITTEN);
    assertThat(driver.taken()).containsExactly("write", "write");
    store.deadLettered(claimed.key(), 0);
    assertThat(driver.taken()).containsExactly("find", "write");
    store.deadLettered(claimed.key(), 0);
    assertThat(driver.taken()).containsExactly("find");
    assertThat(store.claim(Requests.of("a"))).isEqualTo(new Claim.DeadLettered(0));
  }

  @Test
  void lateOwner_changesNothing() {
    Claimed late = claimed("a");
    now = now.plus(Requests.LEASE).plusSeconds(2);
    Claimed owner = (Claimed) new Store(driver).claim(Requests.of("a"));

    assertThat(store.complete(late, List.of())).isEqualTo(Written.FENCED_OUT);
    assertThat(store.find(late.key()).map(LifeRecord::token)).contains(owner.token());
    assertThat(owner.attempt()).isEqualTo(2);
  }

  @Test
  void completionThatWasMadeBefore_isOwn() {
    Claimed claimed = claimed("a");
    new Store(driver).complete(claimed, List.of());

    assertThat(store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
  }

  @Test
  void claimsOfOneKey_areDecidedInOrder_uponWhatTheOneBeforeLeft() {
    ClaimRequest request = Requests.of("a");

    List<Claim> claims = store.claim(List.of(request, Requests.of("b"), Requests.of("a"), request));

    assertThat(claims.get(0)).isInstanceOf(Claimed.class).isEqualTo(claims.get(3));
    assertThat(claims.get(1)).isInstanceOf(Claimed.class);
    assertThat(claims.get(2))
        .isEqualTo(new Claim.InProgress(now.plus(Requests.LEASE).plusSeconds(2)));
    assertThat(driver.taken()).containsExactly("write", "write");
  }

  @Test
  void completionInACommit_isWrittenUponTheVersionThatIsKnown_orFound() {
    Claimed claimed = claimed("a");
    Completing completing = store.completing(claimed, List.of());
    driver.touch(claimed.key());

    assertThat(driver.write(List.of(completing.write().orElseThrow())).get(0))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            refused -> assertThat(completing.refused(refused.found())).isEmpty());
    assertThat(driver.write(List.of(completing.write().orElseThrow())).get(0))
        .isInstanceOf(WriteResult.Done.class);
    completing.committed();
    driver.taken();
    assertThat(store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(driver.taken()).isEmpty();
    assertThat(store.completing(claimed, List.of()).refused(driver.find(claimed.key())))
        .contains(Written.OWN_COMPLETED);
  }

  @Test
  void completionThatIsTooLarge_isRefused_beforeItIsSent() {
    Claimed claimed = claimed("a");
    List<StagedMessage> tooMany = Collections.nCopies(2, STAGED);

    assertThatThrownBy(() -> store.complete(claimed, tooMany))
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> store.completing(claimed, tooMany))
        .isInstanceOf(MessagingException.class);
    assertThat(driver.taken()).isEmpty();
  }

  @Test
  void outboxAndEnd_areTheDriversOwn() {
    store.outboxSent(Requests.key("a"));
    store.close();

    assertThat(driver.taken()).containsExactly("forget", "close");
  }

  @Test
  void negativeSettings_areRefused() {
    Duration negative = Duration.ofNanos(-1);

    assertThatThrownBy(() -> new StoreSettings(negative, Duration.ZERO, () -> now))
        .hasMessageContaining("skew");
    assertThatThrownBy(() -> new StoreSettings(Duration.ZERO, negative, () -> now))
        .hasMessageContaining("window");
  }
}
