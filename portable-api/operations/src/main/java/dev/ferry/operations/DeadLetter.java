package dev.ferry.operations;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it was found in a queue. Immutable.
 *
 * @param id the message's id
 * @param stableId whether the id stays the same through a native redrive
 * @param round the round that a redrive of it begins
 * @param envelope its story; made up, without an exception, where the broker dead-lettered it
 * @param queue the queue it lies in
 * @param brokerId the broker's own id for it
 * @param seenAt when it was looked at
 * @param sizeBytes the size of its body
 * @param message the message, body and attributes included; null unless it was asked for
 */
public record DeadLetter(
    String id,
    boolean stableId,
    int round,
    Envelope envelope,
    String queue,
    String brokerId,
    Instant seenAt,
    int sizeBytes,
    @Nullable Message message) {
  private static final Pattern CAUSE = Pattern.compile("\ncaused by ");

  /**
   * Reads what came from a dead-letter queue or a park queue.
   *
   * <p>A letter that Ferry sent carries its envelope and its next round. Every other was
   * dead-lettered by the broker, in the round that it says: it gets an envelope here, with reason
   * {@link Reason#NATIVE} (or {@link Reason#MALFORMED_METADATA}, where that is why no handler could
   * have run it) and the round after.
   *
   * @param now the time
   * @return the letter, without its message
   */
  public static DeadLetter of(Delivery delivery, Instant now) {
    Message message = delivery.message();
    Optional<Envelope> ours = Envelope.read(message);
    int round = message.history().round();
    return new DeadLetter(
        message.id(),
        delivery.stableId(),
        ours.isPresent() ? round : round + 1,
        ours.orElseGet(() -> madeUp(delivery)),
        delivery.source(),
        delivery.brokerId(),
        now,
        message.body().sizeBytes(),
        null);
  }

  private static Envelope madeUp(Delivery delivery) {
    History history = delivery.message().history();
    String source =
        history.source() == null
            ? delivery.deadLetteredFrom().orElseGet(delivery::source)
            : history.source();
    Instant stored = delivery.storedAt();
    if (delivery.flaw().isEmpty()) {
      return Envelope.ofNative(source, delivery.deliveryCount(), stored);
    }
    ShortEnvelope malformed =
        new ShortEnvelope(
            Reason.MALFORMED_METADATA.name(), "", delivery.deliveryCount(), stored, stored);
    return Envelope.of(malformed, "", source, "", null);
  }

  /** Why it is one: the name of a {@link Reason}, or of one that a newer version knows. */
  public String reason() {
    return envelope.summary().reason();
  }

  /** Whether this is why it is one. */
  public boolean is(Reason reason) {
    return reason.name().equals(reason());
  }

  /** When it became one; for a native one, when its queue stored it. */
  public Instant deadSince() {
    return envelope.summary().lastFailure();
  }

  /** How long it had been one when it was looked at; not negative. */
  public Duration age() {
    Duration age = Duration.between(deadSince(), seenAt);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Whether the last failure of its handler, or a cause of it, is of this class. */
  public boolean failedWith(String className) {
    return envelope.summary().exception().equals(className)
        || CAUSE
            .splitAsStream(envelope.chain())
            .anyMatch(link -> link.equals(className) || link.startsWith(className + ":"));
  }

  DeadLetter withMessage(Message whole) {
    return new DeadLetter(id, stableId, round, envelope, queue, brokerId, seenAt, sizeBytes, whole);
  }

  /** The id, queue, round and reason only. */
  @Override
  public String toString() {
    return "DeadLetter[" + id + " in " + queue + ", round " + round + ", " + reason() + "]";
  }
}
