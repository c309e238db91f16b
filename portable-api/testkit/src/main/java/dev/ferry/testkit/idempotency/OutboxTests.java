package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored with a completion comes back as it was, until it is marked as sent. */
interface OutboxTests extends StoreTests {
  @Test
  default void outbox_keepsEverythingThatAMessageHas() {
    Life life = scene().life();
    Message full =
        Message.builder(Body.of(new byte[] {0, -1, 65, (byte) 0xC3, 10}))
            .id("payment/order-1/0 ü😀")
            .orderingKey("VINET")
            .attributes(Map.of("kind", "receipt", "größe", "100 %", "empty", ""))
            .timestamp(Instant.parse("2026-11-22T10:15:30Z"))
            .contentType("application/octet-stream")
            .contentEncoding("gzip")
            .delay(Duration.ofMinutes(5))
            .deduplicationId("order-1")
            .notes(Map.of("trace", "00-4bf9"))
            .build();
    List<StagedMessage> outbox =
        List.of(
            new StagedMessage("receipts", full),
            new StagedMessage("audit", Message.builder(Body.empty()).id("bare").build()));

    scene().store().complete(life.claimed(0), outbox);

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, outbox));
    assertThat(life.claim(1)).isEqualTo(new Claim.Completed(0, outbox));
  }

  @Test
  default void outbox_isNotOfALifeThatIsNotCompleted() {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    scene().store().outboxSent(life.key());

    assertThat(life.answer(0)).isEqualTo("InProgress");
    scene().store().complete(claimed, List.of(Scene.staged("a")));
    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of(Scene.staged("a"))));
  }

  @Test
  default void outboxSent_ofNoRecord_leavesNone() {
    Life life = scene().life();
    scene().store().outboxSent(life.key());

    assertThat(life.answer(0)).isEqualTo("Claimed 1");
  }

  @Test
  default void fencedOutCompletion_leavesNoOutbox() {
    Life life = scene().life();
    Claimed late = life.claimed(0);
    scene().passLease();
    Claimed successor = life.claimed(0);
    scene().store().complete(late, List.of(Scene.staged("late")));

    scene().store().complete(successor, List.of(Scene.staged("right")));

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of(Scene.staged("right"))));
  }

  @Test
  default void envelope_keepsEverything_alsoWhenNobodySawAFailure() {
    Life life = scene().life();
    ShortEnvelope bare =
        new ShortEnvelope("NATIVE", "", 0, Instant.parse("2026-11-22T10:15:30Z"), Instant.EPOCH);
    scene().store().deadLettering(life.claimed(0), bare);

    assertThat(life.claim(0)).isEqualTo(new Claim.DeadLettering(0, bare));
  }
}
