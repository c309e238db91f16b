package dev.ferry.processing.internal;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.processing.Services;
import dev.ferry.processing.deadletter.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters: the message in its next round, with as much of its envelope as fits.
 *
 * <p>The same dead letter sent again has the same deduplication id.
 */
final class DeadLetterSender {
  private final String handler;
  private final String host;
  private final Optional<Publisher> deadLetters;
  private final Optional<Publisher> parked;

  DeadLetterSender(String handler, Services services) {
    this.handler = handler;
    this.host = services.host();
    this.deadLetters = services.deadLetters();
    this.parked = services.parked();
  }

  /** What became of a dead letter. */
  enum Sent {
    /** A dead-letter queue has it, and the delivery is still to be acknowledged. */
    COPIED,
    /** The broker moved the delivery itself. */
    MOVED,
    /** Not even the shortest envelope found room; nothing was sent. */
    NO_ROOM,
    /** It could not be sent now. */
    FAILED
  }

  /** Sends the dead letter of the round that {@code delivery} is in. */
  Sent send(Delivery delivery, ShortEnvelope summary, @Nullable Throwable failure) {
    Envelope envelope = Envelope.of(summary, handler, delivery.source(), host, failure);
    Message copy = copy(delivery, summary, Hop.DEAD_LETTER);
    try {
      if (deadLetters.isPresent()) {
        return publish(deadLetters.get(), copy, envelope);
      }
      delivery.deadLetter(
          summary.reason(), summary.exception(), copy.withNotes(all(copy, envelope.notes())));
      return Sent.MOVED;
    } catch (MessagingException notSent) {
      return Sent.FAILED;
    }
  }

  /** Parks the message, or dead-letters it where there is no park queue. */
  Sent park(Delivery delivery, ShortEnvelope summary) {
    if (parked.isEmpty()) {
      return send(delivery, summary, null);
    }
    Envelope envelope = Envelope.of(summary, handler, delivery.source(), host, null);
    try {
      return publish(parked.get(), copy(delivery, summary, Hop.PARK), envelope);
    } catch (MessagingException notSent) {
      return Sent.FAILED;
    }
  }

  private static Sent publish(Publisher to, Message copy, Envelope envelope) {
    for (Map<String, String> notes :
        List.of(envelope.notes(), envelope.summaryNotes(), envelope.reasonNote())) {
      Message letter = copy.withNotes(all(copy, notes));
      if (to.fits(letter)) {
        to.forward(letter);
        return Sent.COPIED;
      }
    }
    return Sent.NO_ROOM;
  }

  private static Map<String, String> all(Message copy, Map<String, String> notes) {
    Map<String, String> all = new TreeMap<>(Envelope.otherNotes(copy));
    all.putAll(notes);
    return all;
  }

  private static Message copy(Delivery delivery, ShortEnvelope summary, Hop hop) {
    Message message = delivery.message();
    History before = message.history();
    Instant seen = before.firstSeen();
    String source = before.source();
    return message.toBuilder()
        .delay(Duration.ZERO)
        .history(
            new History(
                before.round() + 1,
                before.attempts() + summary.attempts(),
                seen == null ? summary.firstFailure() : seen,
                source == null ? delivery.source() : source))
        .deduplicationId(hop.deduplicationId(message.id(), before.round(), summary.attempts()))
        .build();
  }
}
