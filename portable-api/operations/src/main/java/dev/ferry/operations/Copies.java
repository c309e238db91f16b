package dev.ferry.operations;

import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a dead letter that are sent in its place, in the letter's round. The same copy made
 * again has the same deduplication id.
 */
final class Copies {
  private Copies() {}

  /**
   * The copy that goes back to the handler: its envelope is gone, its history stays.
   *
   * @param renewed the time that one gets which was too old; null where it stays so
   */
  static Message redriven(DeadLetter letter, Message message, @Nullable Instant renewed) {
    Message.Builder copy = copy(letter, message, Hop.REDRIVE).notes(Envelope.otherNotes(message));
    boolean tooOld = letter.is(Reason.OLDER_THAN_RECORD) || letter.is(Reason.EXPIRED);
    return (renewed != null && tooOld ? copy.timestamp(renewed) : copy).build();
  }

  /** The copy that is parked, with as much of its envelope as {@code to} has room for. */
  static Message parked(DeadLetter letter, Message message, Publisher to) {
    Message bare = bare(letter, message, Hop.PARK);
    return withEnvelope(bare, letter.envelope(), to).orElse(bare);
  }

  /**
   * The copy that takes the place of a letter without an envelope; empty where {@code to} has no
   * room for one.
   */
  static Optional<Message> told(DeadLetter letter, Message message, Publisher to) {
    return withEnvelope(bare(letter, message, Hop.ENVELOPE), letter.envelope(), to);
  }

  private static Message bare(DeadLetter letter, Message message, Hop hop) {
    return copy(letter, message, hop).notes(Envelope.otherNotes(message)).build();
  }

  private static Optional<Message> withEnvelope(Message bare, Envelope envelope, Publisher to) {
    return Stream.of(envelope.notes(), envelope.summaryNotes(), envelope.reasonNote())
        .map(notes -> bare.withNotes(both(bare.notes(), notes)))
        .filter(to::fits)
        .findFirst();
  }

  private static Map<String, String> both(Map<String, String> notes, Map<String, String> more) {
    Map<String, String> both = new TreeMap<>(notes);
    both.putAll(more);
    return both;
  }

  private static Message.Builder copy(DeadLetter letter, Message message, Hop hop) {
    History before = message.history();
    return message.toBuilder()
        .delay(Duration.ZERO)
        .history(
            new History(letter.round(), before.attempts(), before.firstSeen(), before.source()))
        .deduplicationId(hop.deduplicationId(letter.id(), letter.round(), attempt(letter)));
  }

  /** Nobody counted the attempts of a native one: the broker counts every look at it. */
  private static int attempt(DeadLetter letter) {
    return letter.envelope().handler().isEmpty() ? 0 : letter.envelope().summary().attempts();
  }
}
