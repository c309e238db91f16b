package dev.ferry.testkit.messaging;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.processing.deadletter.Envelope;
import java.time.Instant;

/** What is sent to a dead-letter queue and back, as processing and operations make it. */
final class Letters {
  static final Instant FAILED = Instant.parse("2026-11-22T10:15:30.123Z");
  static final String SOURCE = "conformance:orders";

  static final Envelope ENVELOPE =
      Envelope.of(
          new ShortEnvelope(
              "ATTEMPTS_EXHAUSTED", "java.io.IOException", 5, FAILED.minusSeconds(60), FAILED),
          "payment",
          SOURCE,
          "host-1",
          null);

  private Letters() {}

  /** The message in its next round, with its story. */
  static Message deadLetter(Message message) {
    int round = message.history().round();
    return message.toBuilder()
        .history(new History(round + 1, message.history().attempts() + 5, FAILED, SOURCE))
        .notes(ENVELOPE.notes())
        .deduplicationId(Hop.DEAD_LETTER.deduplicationId(message.id(), round, 5))
        .build();
  }

  /** A dead letter that goes back to its handler. */
  static Message redriven(Message letter) {
    return letter.toBuilder()
        .deduplicationId(Hop.REDRIVE.deduplicationId(letter.id(), letter.history().round(), 0))
        .build();
  }
}
