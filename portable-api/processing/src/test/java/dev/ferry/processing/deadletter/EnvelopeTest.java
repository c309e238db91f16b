package dev.ferry.processing.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Instant LAST = FIRST.plusSeconds(60);
  private static final ShortEnvelope SUMMARY =
      new ShortEnvelope("ATTEMPTS_EXHAUSTED", "java.io.IOException", 3, FIRST, LAST);

  private final Exception failure =
      new IllegalStateException("payment failed", new IOException("no answer"));

  @Test
  void full_isReadAsItWasWritten() {
    Envelope envelope = Envelope.of(SUMMARY, "payment", "sqs:orders", "host-1", failure);

    assertThat(Envelope.read(carrying(envelope.notes()))).contains(envelope);
  }

  @Test
  void chain_namesEveryCause_andStackTheFrames() {
    Envelope envelope = Envelope.of(SUMMARY, "payment", "sqs:orders", "host-1", failure);

    assertThat(envelope.chain())
        .isEqualTo(
            "java.lang.IllegalStateException: payment failed"
                + "\ncaused by java.io.IOException: no answer");
    assertThat(envelope.stack()).contains("at dev.ferry.processing.deadletter.EnvelopeTest");
  }

  @Test
  void summary_leavesChainAndStackOut() {
    Envelope envelope = Envelope.of(SUMMARY, "payment", "sqs:orders", "host-1", failure);

    assertThat(Envelope.read(carrying(envelope.summaryNotes())))
        .contains(new Envelope(SUMMARY, "payment", "sqs:orders", "host-1", "", ""));
  }

  @Test
  void sentAgain_namesTheClassesThatTheRecordKept() {
    String classes = Envelope.classesOf(failure);
    ShortEnvelope kept = new ShortEnvelope("ATTEMPTS_EXHAUSTED", classes, 3, FIRST, LAST);
    Envelope envelope = Envelope.of(kept, "payment", "sqs:orders", "host-1", null);

    assertThat(classes).isEqualTo("java.lang.IllegalStateException\ncaused by java.io.IOException");
    assertThat(envelope.chain()).isEqualTo(classes);
    assertThat(envelope.notes()).containsEntry("dl.exception", "java.lang.IllegalStateException");
  }

  @Test
  void classes_areCutWhereTheyAreTooMany() {
    Throwable deep = failure;
    for (int depth = 0; depth < 20; depth++) {
      deep = new IllegalStateException("again", deep);
    }

    assertThat(Envelope.classesOf(deep)).hasSize(403).endsWith("...");
  }

  @Test
  void reasonAlone_isStillAnEnvelope() {
    Message message =
        carrying(Envelope.of(SUMMARY, "payment", "sqs:orders", "host-1", failure).reasonNote());

    Envelope read = Envelope.read(message).orElseThrow();
    assertThat(read.summary())
        .isEqualTo(new ShortEnvelope("ATTEMPTS_EXHAUSTED", "", 0, LAST, LAST));
    assertThat(read.handler()).isEmpty();
  }

  @Test
  void nothingTold_takesNoRoom() {
    Envelope envelope = Envelope.ofNative("sqs:orders", 5, LAST);

    assertThat(envelope.notes().keySet())
        .containsExactlyInAnyOrder("dl.reason", "dl.attempts", "dl.first", "dl.last", "dl.source");
    assertThat(envelope.summary().reason()).isEqualTo("NATIVE");
  }

  @Test
  void otherNotes_areThoseOfOthers() {
    Map<String, String> notes = new TreeMap<>(Map.of("blob", "s3://bucket/key"));
    notes.putAll(Envelope.ofNative("sqs:orders", 5, LAST).notes());

    assertThat(Envelope.otherNotes(carrying(notes))).containsOnlyKeys("blob");
  }

  @Test
  void messageWithoutEnvelope_hasNone() {
    assertThat(Envelope.read(Message.of("order"))).isEmpty();
  }

  @Test
  void envelopeThatCannotBeRead_isNone() {
    assertThat(Envelope.read(carrying(Map.of("dl.reason", "X", "dl.attempts", "many")))).isEmpty();
    assertThat(Envelope.read(carrying(Map.of("dl.reason", "X", "dl.first", "once")))).isEmpty();
  }

  @Test
  void envelopeWithoutTimes_takesTheMessages() {
    Message untimed = Message.of("order").withNotes(Map.of("dl.reason", "X"));

    assertThat(Envelope.read(untimed).orElseThrow().summary().lastFailure())
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void longTexts_areCut() {
    Envelope envelope =
        Envelope.of(SUMMARY, "payment", "s", "h", new IOException("x".repeat(5_000)));

    assertThat(envelope.chain()).hasSize(1_003).endsWith("...");
    assertThat(envelope.stack()).hasSize(4_003).endsWith("...");
  }

  @Test
  void causes_areFollowedForTenSteps_evenInACircle() {
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));

    assertThat(Envelope.of(SUMMARY, "p", "s", "h", first).chain().lines()).hasSize(10);
  }

  @Property
  void anyExceptionMessage_canTravel(@ForAll String text) {
    Envelope envelope = Envelope.of(SUMMARY, "payment", "s", "h", new IOException(text));

    assertThat(Envelope.read(carrying(envelope.notes()))).contains(envelope);
  }

  private static Message carrying(Map<String, String> notes) {
    return Message.builder(Body.of("order")).timestamp(LAST).notes(notes).build();
  }
}
