package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Settled;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The room that a dead letter finds: it gives up its story piece by piece, and the message never.
 */
class DeadLetterRoomTest {
  private final World world = new World();
  private final MessageHandler<String> rejects =
      (order, context) -> {
        throw new IllegalArgumentException("no such customer", new IOException("404"));
      };

  DeadLetterRoomTest() {
    world.bound = binding -> binding.deadLetterOn(IllegalArgumentException.class);
  }

  @Test
  void envelope_losesItsStackFirst_whereItsAttributeIsSmall() throws InterruptedException {
    deadLettersOf(600, 16 * 1024);
    world.processOne(world.processor(rejects), "o1");

    Envelope envelope = Envelope.read(letter()).orElseThrow();
    assertThat(envelope.chain()).contains("no such customer", "404");
    assertThat(envelope.stack()).isEmpty();
  }

  @Test
  void envelope_isCutToTheSummary_whereItsAttributeIsSmaller() throws InterruptedException {
    deadLettersOf(400, 16 * 1024);
    world.processOne(world.processor(rejects), "o1");

    Envelope envelope = Envelope.read(letter()).orElseThrow();
    assertThat(envelope.handler()).isEqualTo(World.HANDLER);
    assertThat(envelope.summary().exception()).isNotEmpty();
    assertThat(envelope.chain()).isEmpty();
  }

  @Test
  void envelope_isCutToTheReason_whereThereIsHardlyAnyRoom() throws InterruptedException {
    deadLettersOf(150, 16 * 1024);
    world.processOne(world.processor(rejects), "o1");

    Envelope envelope = Envelope.read(letter()).orElseThrow();
    assertThat(envelope.summary().reason()).isEqualTo("REJECTED");
    assertThat(envelope.handler()).isEmpty();
  }

  @Test
  void messageOfMaximumSizeWithTenForeignAttributes_findsRoomForWhatItCan()
      throws InterruptedException {
    Map<String, String> ten = tenAttributes();
    int attributesBytes = ten.entrySet().stream().mapToInt(e -> e.getKey().length() + 3).sum();
    int room = 400;
    String body = "x".repeat(TinyBroker.MAX_BYTES - attributesBytes - room);
    world.orders().storeForeign(TinyQueue.foreign(body, ten));

    assertThat(world.process(world.processor(rejects))).containsExactly(new Done());

    Message letter = letter();
    assertThat(letter.attributes()).isEqualTo(ten);
    assertThat(letter.body().utf8()).isEqualTo(body);
    assertThat(Envelope.read(letter).orElseThrow().summary().reason()).isEqualTo("REJECTED");
    assertThat(dead().sent().get(0).attributes()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void messageWithoutAnyRoom_staysForTheLongest_withAnAlarm() throws InterruptedException {
    Map<String, String> ten = tenAttributes();
    int attributesBytes = ten.entrySet().stream().mapToInt(e -> e.getKey().length() + 3).sum();
    world
        .orders()
        .storeForeign(TinyQueue.foreign("x".repeat(TinyBroker.MAX_BYTES - attributesBytes), ten));

    assertThat(world.process(world.processor(rejects)))
        .containsExactly(new Redeliver(World.LONGEST_DELAY, Why.SEND_FAILED));

    assertThat(dead().sent()).isEmpty();
    assertThat(world.events.kinds()).endsWith(Kind.NO_ROOM);
  }

  @Test
  void brokersOwnDeadLetter_findsRoomForWhatItCan() throws InterruptedException {
    nativeDeadLettersOf(400);
    assertThat(world.processOne(world.processor(rejects), "o1")).isEqualTo(new Settled());

    Settlement.DeadLetter moved = world.orders().settlements(Settlement.DeadLetter.class).get(0);
    assertThat(moved.attributes().get("ferry"))
        .contains("n.dl.handler=payment")
        .doesNotContain("n.dl.chain");
  }

  @Test
  void brokersOwnDeadLetter_withoutAnyRoom_staysForTheLongest() throws InterruptedException {
    nativeDeadLettersOf(100);
    world.publish(Message.builder(Body.of("o1")).id("o1").build());

    assertThat(world.process(world.processor(rejects)))
        .containsExactly(new Redeliver(World.LONGEST_DELAY, Why.SEND_FAILED));
    assertThat(world.orders().settlements()).isEmpty();
    assertThat(world.events.kinds()).endsWith(Kind.NO_ROOM);
  }

  @Test
  void brokersOwnDeadLetterThatFails_isTriedAgainLater() throws InterruptedException {
    nativeDeadLettersOf(16 * 1024);
    Processor processor = world.processor(rejects);
    world.publish("o1");
    var batch = world.receive();
    world.orders().failSettlements(true);

    assertThat(processor.process(batch, Instant.MAX))
        .containsExactly(new Redeliver(World.LONGEST_DELAY, Why.SEND_FAILED));
    assertThat(world.orders().settlements(Settlement.DeadLetter.class)).hasSize(1);
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERING);
  }

  private void deadLettersOf(int attributeBytes, int messageBytes) {
    world.broker.queue(
        "orders-dead",
        TinyBroker.with(
            Capabilities.Ordering.NONE,
            Capabilities.DeliveryCount.EXACT,
            false,
            true,
            TinyBroker.limits(messageBytes, attributeBytes)));
  }

  private void nativeDeadLettersOf(int attributeBytes) {
    world.serving = services -> services.deadLetters(null);
    world.source =
        TinyBroker.with(
            Capabilities.Ordering.NONE,
            Capabilities.DeliveryCount.EXACT,
            true,
            true,
            TinyBroker.limits(TinyBroker.MAX_BYTES, attributeBytes));
  }

  private static Map<String, String> tenAttributes() {
    Map<String, String> ten = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      ten.put("attribute-" + i, "v" + i + "x");
    }
    return ten;
  }

  private TinyQueue dead() {
    return world.broker.queue("orders-dead");
  }

  private Message letter() {
    return world.messagesIn("orders-dead").get(0);
  }
}
