package dev.ferry.processing.internal;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.processing.Services;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters: the message in its next round, with as much of its envelope as fits.
 *
 * <p>The same dead letter sent again has the same deduplication id.
 */
final class DeadLetterSender {
  private static final int LONGEST_CHAIN = 1_000;

  /** Beside the summary, in the kilobyte that a value of Pub/Sub's has. */
  private static final int SHORT_CHAIN = 200;

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

  /** Whether a message that dies of this is parked: nobody could tell whether it was done. */
  boolean parks(ShortEnvelope summary) {
    return parked.isPresent() && summary.reason().equals(Reason.OLDER_THAN_RECORD.name());
  }

  /** Sends the dead letter of the round that {@code delivery} is in, or parks it. */
  Sent send(Delivery delivery, ShortEnvelope summary, @Nullable Throwable failure) {
    boolean parks = parks(summary);
    Envelope envelope = Envelope.of(summary, handler, delivery.source(), host, failure);
    Message copy = copy(delivery, summary, parks ? Hop.PARK : Hop.DEAD_LETTER);
    return (parks ? parked : deadLetters)
        .map(queue -> send(copy, envelope, letter -> forward(queue, letter)))
        .orElseGet(() -> send(copy, envelope, letter -> move(delivery, summary, letter)));
  }

  /** Tries everything, then less and less down to the reason alone, until there is room for it. */
  private static Sent send(Message copy, Envelope envelope, Function<Message, Sent> way) {
    try {
      for (Map<String, String> notes :
          List.of(
              envelope.notes(),
              envelope.chainNotes(LONGEST_CHAIN),
              envelope.chainNotes(SHORT_CHAIN),
              envelope.summaryNotes(),
              envelope.reasonNote())) {
        Sent sent = way.apply(copy.withNotes(all(copy, notes)));
        if (sent != Sent.NO_ROOM) {
          return sent;
        }
      }
      return Sent.NO_ROOM;
    } catch (MessagingException notSent) {
      return Sent.FAILED;
    }
  }

  private static Sent forward(Publisher queue, Message letter) {
    if (!queue.fits(letter)) {
      return Sent.NO_ROOM;
    }
    queue.forward(letter);
    return Sent.COPIED;
  }

  private static Sent move(Delivery delivery, ShortEnvelope summary, Message letter) {
    try {
      delivery.deadLetter(summary.reason(), summary.exception(), letter);
      return Sent.MOVED;
    } catch (MessagingException refused) {
      if (refused.code() == ErrorCode.INVALID_ARGUMENT) {
        return Sent.NO_ROOM;
      }
      throw refused;
    }
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
