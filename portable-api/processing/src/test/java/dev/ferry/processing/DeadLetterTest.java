package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.FlakyStore.Call;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dead letters: the story they tell, and why a message becomes one. */
class DeadLetterTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final World world = new World();
  private final MessageHandler<String> rejects =
      (order, context) -> {
        throw new IllegalArgumentException("no such customer", new IOException("404"));
      };

  DeadLetterTest() {
    world.bound = binding -> binding.deadLetterOn(IllegalArgumentException.class);
  }

  @Test
  void envelope_tellsTheStory() throws InterruptedException {
    Instant now = world.clock.instant();
    world.processOne(world.processor(rejects), "o1");

    Message letter = letter();
    Envelope envelope = Envelope.read(letter).orElseThrow();
    assertThat(envelope.summary().reason()).isEqualTo("REJECTED");
    assertThat(envelope.summary().exception()).isEqualTo(IllegalArgumentException.class.getName());
    assertThat(envelope.summary().attempts()).isEqualTo(1);
    assertThat(envelope.handler()).isEqualTo(World.HANDLER);
    assertThat(envelope.source()).isEqualTo("tiny:orders");
    assertThat(envelope.host()).isEqualTo("test-host");
    assertThat(envelope.chain()).contains("no such customer").contains("caused by").contains("404");
    assertThat(envelope.stack()).contains("DeadLetterTest");
    assertThat(letter.id()).isEqualTo("o1");
    assertThat(letter.body().utf8()).isEqualTo("o1");
    assertThat(letter.history()).isEqualTo(new History(1, 1, now, "tiny:orders"));
  }

  @Test
  void envelope_tellsTheFirstFailureAndTheLast() throws InterruptedException {
    Processor processor =
        world.processor(
            (order, context) -> {
              throw new IOException("no answer");
            });
    Instant first = world.clock.instant();
    world.publish("o1");
    Instant last = first;
    for (int attempt = 1; attempt <= World.ATTEMPTS; attempt++) {
      last = world.clock.instant();
      world.process(processor);
      world.clock.advance(World.LONGEST_DELAY);
    }

    Envelope envelope = Envelope.read(letter()).orElseThrow();
    assertThat(envelope.summary().attempts()).isEqualTo(World.ATTEMPTS);
    assertThat(envelope.summary().firstFailure()).isEqualTo(first);
    assertThat(envelope.summary().lastFailure()).isEqualTo(last).isNotEqualTo(first);
  }

  @Test
  void nextRound_keepsWhatIsKnownOfTheEarlierOnes() throws InterruptedException {
    Instant seen = Instant.parse("2025-12-24T18:00:00Z");
    world.publish(
        world
            .message("o1")
            .history(new History(1, 3, seen, "sqs:first"))
            .attribute("customer", "7")
            .notes(Map.of("dl.reason", "REJECTED", "dl.stack", "old", "blob", "s3"))
            .orderingKey("k")
            .delay(Duration.ZERO)
            .build());
    world.process(world.processor(rejects));

    Message letter = letter();
    assertThat(letter.history()).isEqualTo(new History(2, 4, seen, "sqs:first"));
    assertThat(letter.attributes()).containsExactly(Map.entry("customer", "7"));
    assertThat(letter.orderingKey()).isEqualTo("k");
    assertThat(letter.notes()).containsEntry("blob", "s3").doesNotContainEntry("dl.stack", "old");
  }

  @Test
  void delayOfTheMessage_isNotTheDeadLetters() throws InterruptedException {
    world.publish(world.message("o1").delay(Duration.ofMinutes(5)).build());
    world.clock.advance(Duration.ofMinutes(5));
    world.process(world.processor(rejects));

    assertThat(dead().sent().get(0).delay()).isEqualTo(Duration.ZERO);
  }

  @Test
  void sentAgainAfterACrash_isTheSameLetter() throws InterruptedException {
    world.store.down(Call.DEAD_LETTERED);
    Processor processor = world.processor(rejects);
    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERING);
    world.store.up();
    world.clock.advance(Duration.ofMinutes(1));

    assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());

    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
    List<String> dedup = dead().sent().stream().map(OutboundMessage::deduplicationId).toList();
    assertThat(dedup).hasSize(2);
    assertThat(dedup.get(1)).isEqualTo(dedup.get(0));
    assertThat(world.messagesIn("orders-dead"))
        .extracting(letter -> Envelope.read(letter).orElseThrow().summary())
        .containsOnly(Envelope.read(letterIn("orders-dead", 0)).orElseThrow().summary());
    assertThat(Envelope.read(letterIn("orders-dead", 1)).orElseThrow().chain())
        .as("what the record kept of the failure")
        .isEqualTo(
            IllegalArgumentException.class.getName()
                + "\ncaused by "
                + IOException.class.getName());
  }

  private Message letterIn(String queue, int index) {
    world.clock.advance(TinyBroker.LEASE);
    return world.messagesIn(queue).get(index);
  }

  @Test
  void letterOfTheNextRound_hasADeduplicationIdOfItsOwn() throws InterruptedException {
    Processor processor = world.processor(rejects);
    world.processOne(processor, "o1");
    world.publish(letter());
    world.process(processor);

    assertThat(dead().sent().stream().map(OutboundMessage::deduplicationId))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(world.record("o1").round()).isEqualTo(1);
  }

  @Test
  void undecodable_isDeadLetteredUnrun_withoutRetries() throws InterruptedException {
    List<String> ran = new ArrayList<>();
    world.publish(Message.builder(Body.of(new byte[] {(byte) 0xC3, 0x28})).id("o1").build());

    assertThat(world.process(world.processor((order, context) -> ran.add(order))))
        .containsExactly(new Done());
    assertThat(ran).isEmpty();
    assertThat(reason()).isEqualTo("UNDECODABLE");
    assertThat(Envelope.read(letterIn("orders-dead", 0)).orElseThrow().chain())
        .contains("not UTF-8");
  }

  @Test
  void malformedMetadata_isDeadLetteredUnrun() throws InterruptedException {
    world.orders().storeForeign(TinyQueue.foreign("order", Map.of("ferry", "v=1&id=o1&round=-1")));

    world.process(world.processor((order, context) -> {}));
    assertThat(reason()).isEqualTo("MALFORMED_METADATA");
    assertThat(world.events.kinds()).doesNotContain(Kind.STARTED);
  }

  @Test
  void unstableId_runsWhereNobodyMinds_andIsCounted() throws InterruptedException {
    world.orders().storeForeign(TinyQueue.foreign("order", Map.of()));

    assertThat(world.process(world.processor((order, context) -> {}))).containsExactly(new Done());
    assertThat(world.events.kinds()).containsExactly(Kind.UNSTABLE_ID, Kind.STARTED, Kind.HANDLED);
  }

  @Test
  void unstableId_isDeadLetteredWhereTheHandlerRefusesIt() throws InterruptedException {
    world.bound = HandlerBinding::requireStableIds;
    world.orders().storeForeign(TinyQueue.foreign("order", Map.of()));

    world.process(world.processor((order, context) -> {}));
    assertThat(reason()).isEqualTo("UNSTABLE_ID");
  }

  @Test
  void stableIdOfAForeignSender_isTaken() throws InterruptedException {
    world.bound = HandlerBinding::requireStableIds;
    world.orders().storeForeign(TinyQueue.foreign("order", Map.of("order-id", "o1")));
    Processor processor = world.processor((order, context) -> {});

    var foreign =
        world.messaging.subscription(
            Address.parse("tiny:orders"), SubscriptionOptions.idFromAttribute("order-id"));
    assertThat(processor.process(foreign.receive(1, Duration.ZERO), Instant.MAX))
        .containsExactly(new Done());
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void tooOldForItsPolicy_isDeadLetteredUnrun_butNotOneMomentEarlier() throws InterruptedException {
    world.settings.maxAge(Duration.ofHours(1));
    Processor processor = world.processor((order, context) -> {});
    world.publish("o1");
    world.clock.advance(Duration.ofHours(1));
    world.publish(world.message("o2").timestamp(world.clock.instant().minus(MOMENT)).build());

    assertThat(world.process(processor)).containsExactly(new Done(), new Done());
    assertThat(dead().sent()).isEmpty();

    world.publish(
        world
            .message("o3")
            .timestamp(world.clock.instant().minus(Duration.ofHours(1)).minus(MOMENT))
            .build());
    world.process(processor);
    assertThat(reason()).isEqualTo("EXPIRED");
  }

  @Test
  void olderThanItsRecordIsKept_isParked_neverRun() throws InterruptedException {
    world.serving = services -> services.parked(world.publisher("orders-parked"));
    List<String> ran = new ArrayList<>();
    publishOlderThanItsRecord();

    assertThat(world.process(world.processor((order, context) -> ran.add(order))))
        .containsExactly(new Done());

    assertThat(ran).isEmpty();
    assertThat(dead().sent()).isEmpty();
    Message parked = world.messagesIn("orders-parked").get(0);
    assertThat(Envelope.read(parked).orElseThrow().summary().reason())
        .isEqualTo("OLDER_THAN_RECORD");
    assertThat(world.events.kinds()).containsExactly(Kind.PARKED);
  }

  @Test
  void parkedAgainAfterACrash_isParkedAgain() throws InterruptedException {
    world.serving = services -> services.parked(world.publisher("orders-parked"));
    TinyQueue park = world.broker.queue("orders-parked");
    park.failSends(1);
    Processor processor = world.processor((order, context) -> {});
    publishOlderThanItsRecord();

    assertThat(world.process(processor))
        .containsExactly(new Redeliver(World.LONGEST_DELAY, Why.SEND_FAILED));
    publishOlderThanItsRecord();
    assertThat(world.process(processor)).containsExactly(new Done());

    assertThat(dead().sent()).isEmpty();
    assertThat(park.sent()).hasSize(1);
  }

  @Test
  void olderThanItsRecordIsKept_isDeadLetteredWhereNobodyParks() throws InterruptedException {
    publishOlderThanItsRecord();
    world.process(world.processor((order, context) -> {}));

    assertThat(reason()).isEqualTo("OLDER_THAN_RECORD");
    assertThat(world.events.kinds()).containsExactly(Kind.DEAD_LETTERED);
  }

  @Test
  void olderThanItsRecordIsKept_runsWhereThereAreNoRecords() throws InterruptedException {
    world.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    publishOlderThanItsRecord();
    world.process(world.processor((order, context) -> {}));

    assertThat(world.events.kinds()).contains(Kind.HANDLED);
  }

  private void publishOlderThanItsRecord() {
    Duration kept = world.settings.build().recordRetention();
    world.publish(
        world.message("o1").timestamp(world.clock.instant().minus(kept).minus(MOMENT)).build());
  }

  private TinyQueue dead() {
    return world.broker.queue("orders-dead");
  }

  private Message letter() {
    return world.messagesIn("orders-dead").get(0);
  }

  private String reason() {
    return Envelope.read(letter()).orElseThrow().summary().reason();
  }
}
