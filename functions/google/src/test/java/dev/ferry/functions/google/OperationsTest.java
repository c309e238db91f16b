package dev.ferry.functions.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.functions.json.JsonObject;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions that look after dead letters, as a schedule and an operator call them. */
class OperationsTest {
  private final Rig rig = new Rig();

  @BeforeEach
  void deploy() {
    rig.settings.redrive(new RedrivePolicy(2, true, 1000));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** A letter as the handler's function sends it, in the round that a redrive of it begins. */
  private void deadLetter(String id, int round) {
    Instant now = Instant.now();
    ShortEnvelope summary =
        new ShortEnvelope(Reason.ATTEMPTS_EXHAUSTED.name(), "java.io.IOException", 3, now, now);
    Message letter =
        Message.builder(Body.of(id))
            .id(id)
            .history(new History(round, 3, now, "embedded:orders"))
            .build()
            .withNotes(Envelope.of(summary, "take", "embedded:orders", "host", null).notes());
    try (Publisher dead = rig.messaging.publisher("embedded:dead")) {
      dead.forward(letter);
    }
  }

  private JsonObject answer(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    return JsonObject.parse("answer", response.body());
  }

  @Test
  void onSchedule_parksWhatHasNoRoundLeft() throws IOException, InterruptedException {
    rig.serving(Entries.DeadLetters.class);
    deadLetter("spent", 3);
    deadLetter("young", 1);

    JsonObject answer = answer(rig.call("Bearer " + rig.token(), "{}"));

    assertThat(answer.integer("parked")).isEqualTo(1);
    assertThat(answer.integer("skipped")).isEqualTo(1);
    assertThat(rig.in("parked")).extracting(Message::id).containsExactly("spent");
    assertThat(rig.lines).anyMatch(line -> line.contains("\"ferry.fate\":\"PARKED\""));
  }

  @Test
  void onDemand_sendsBackWhatIsAsked() throws IOException, InterruptedException {
    rig.serving(Entries.Redrive.class);
    deadLetter("o1", 1);
    deadLetter("o2", 1);

    JsonObject answer = answer(rig.call("Bearer " + rig.token(), "{\"id\":\"o2\"}"));

    assertThat(answer.integer("redriven")).isEqualTo(1);
    assertThat(rig.in("orders")).extracting(Message::id).containsExactly("o2");
  }

  @Test
  void strangers_moveNothing() throws IOException, InterruptedException {
    rig.serving(Entries.Redrive.class);
    deadLetter("o1", 1);

    assertThat(rig.call(null, "{}").statusCode()).isEqualTo(401);
    assertThat(
            rig.call("Bearer " + rig.issuer.token(Rig.AUDIENCE, "other@example.test"), "{}")
                .statusCode())
        .isEqualTo(403);

    assertThat(rig.in("dead")).hasSize(1);
  }

  @Test
  void malformedRequest_isRefused_andMovesNothing() throws IOException, InterruptedException {
    rig.serving(Entries.Redrive.class);
    deadLetter("o1", 1);

    assertThat(rig.call("Bearer " + rig.token(), "{\"quueue\":\"x\"}").statusCode()).isEqualTo(400);

    assertThat(rig.lines).anyMatch(line -> line.contains("'quueue' is not known here"));
    assertThat(rig.in("dead")).hasSize(1);
  }
}
