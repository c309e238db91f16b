package dev.ferry.cli.letters;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Instant;

/** Dead letters of a handler {@code take} of {@code orders}. */
final class SampleLetters {
  /** So that it fits into the metadata of any broker. */
  private static final int LONGEST_CHAIN = 100;

  private SampleLetters() {}

  /** One that begins this round when it is sent back. */
  static Message of(String id, int round, Reason reason) {
    Instant now = Instant.now();
    ShortEnvelope summary =
        new ShortEnvelope(reason.name(), IllegalStateException.class.getName(), 10, now, now);
    Envelope story =
        Envelope.of(
            summary, "take", "embedded:orders", "host", new IllegalStateException("no answer"));
    return Message.builder(Body.of("body of " + id))
        .id(id)
        .attribute("tenant", "acme")
        .history(new History(round, 10, now, "embedded:orders"))
        .build()
        .withNotes(story.chainNotes(LONGEST_CHAIN));
  }
}
