package dev.ferry.processing;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.internal.Branch;
import java.time.Duration;
import java.util.Optional;

/**
 * Retries by copies, for a host that can forget a delivery or have it again at once, and nothing
 * else: a copy of the message is scheduled on the handler's own queue, and the delivery may be
 * forgotten.
 *
 * <p>The copy of a failed attempt is a branch of its own, which the record gets to know after the
 * copy was sent: a delivery of an older branch that comes again is forgotten then, because the copy
 * goes on for it. A crash before that, or a record that could not be asked, costs an attempt
 * without its delay and loses nothing. The order is the protocol's, which is checked exhaustively.
 *
 * <p>Safe for use by any number of threads.
 */
public final class RetryCopies {
  private final HandlerSettings settings;
  private final Optional<IdempotencyStore> store;
  private final Publisher queue;

  /**
   * Copies for one handler.
   *
   * @param services what the handler's processor has
   * @param queue publishes to the handler's own queue, never to a topic
   */
  public RetryCopies(HandlerSettings settings, Services services, Publisher queue) {
    this.settings = settings;
    this.store =
        settings.guarantee() == Guarantee.AT_LEAST_ONCE ? Optional.empty() : services.store();
    this.queue = queue;
  }

  /**
   * Schedules a copy that comes instead of a delivery. Blocks for one send, and for one write to
   * the store where an attempt failed.
   *
   * @return whether the broker has the copy: the delivery may be forgotten. If not, or nobody
   *     knows, it is to come again
   */
  public boolean insteadOf(Delivery delivery, Redeliver redeliver) {
    try {
      queue.forward(copy(delivery, redeliver));
    } catch (MessagingException notSent) {
      return false;
    }
    if (redeliver.attempt() > 0) {
      mark(delivery.message(), redeliver.attempt());
    }
    return true;
  }

  /**
   * A failure's copy has one deduplication id however often it is sent. A copy that waits for
   * somebody else has one for each delivery that it comes instead of: the next wait is no duplicate
   * of it.
   */
  private static Message copy(Delivery delivery, Redeliver redeliver) {
    Message message = delivery.message();
    int round = message.history().round();
    int attempt = redeliver.attempt();
    Message branch = attempt > 0 ? Branch.on(message, attempt) : message;
    String hop =
        attempt > 0
            ? Hop.RETRY.deduplicationId(message.id(), round, attempt)
            : Hop.WAIT.deduplicationId(
                message.id() + "\n" + delivery.brokerId(), round, Branch.of(message));
    return branch.toBuilder().deduplicationId(hop).delay(delay(redeliver)).build();
  }

  private static Duration delay(Redeliver redeliver) {
    return redeliver.after().isNegative() ? Duration.ZERO : redeliver.after();
  }

  /** Without the mark an older branch would only run before its time. */
  private void mark(Message message, int attempt) {
    try {
      IdempotencyKey key = IdempotencyKey.of(settings.source(), settings.handler(), message.id());
      store.ifPresent(asked -> asked.retryScheduled(key, message.history().round(), attempt));
    } catch (MessagingException unmarked) {
      return;
    }
  }
}
