package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of messages that somebody had, or that nobody took in time. */
final class Fates {
  private final QueueOptions options;
  private final Contents contents;
  private final @Nullable Queue deadLetters;
  private final Surroundings around;
  private final Runnable changed;

  /**
   * Of a queue's messages.
   *
   * @param deadLetters where those go that nobody could handle; null for dead letters themselves
   * @param changed is told when there is something for receivers
   */
  Fates(
      QueueOptions options,
      Contents contents,
      @Nullable Queue deadLetters,
      Surroundings around,
      Runnable changed) {
    this.options = options;
    this.contents = contents;
    this.deadLetters = deadLetters;
    this.around = around;
    this.changed = changed;
  }

  /** Carries out what a client says of a message that it has. */
  void settle(MessageLock lock, Outcome outcome) {
    contents.locks().remove(lock);
    StoredMessage message = lock.message();
    if (outcome instanceof Outcome.Abandoned abandoned) {
      message.change(abandoned.changes());
      giveBack(message, true);
    } else if (outcome instanceof Outcome.Released) {
      giveBack(message, false);
    } else if (outcome instanceof Outcome.Deferred later) {
      message.change(later.changes());
      message.become(StoredMessage.State.DEFERRED);
      contents.deferred().put(message.sequence(), message);
    } else if (outcome instanceof Outcome.DeadLettered dead) {
      message.change(dead.changes());
      deadLetter(message, dead.reason(), dead.description());
    } else if (around.faults().strikes(Fault.DROP_ACK, "settle")) {
      giveBack(message, true);
    }
  }

  /** It is for receivers again, unless it failed too often. */
  void giveBack(StoredMessage message, boolean failed) {
    if (failed) {
      message.failed(1);
    }
    if (deadLetters != null && message.failures() >= options.maxDeliveries()) {
      deadLetter(
          message,
          "MaxDeliveryCountExceeded",
          "Message could not be consumed after %d delivery attempts."
              .formatted(options.maxDeliveries()));
    } else if (message.state() == StoredMessage.State.DEFERRED) {
      contents.deferred().put(message.sequence(), message);
    } else {
      contents.ready().add(message);
      changed.run();
    }
  }

  /** It goes to the dead letters; what is one already stays. */
  void deadLetter(StoredMessage message, @Nullable String reason, @Nullable String description) {
    if (deadLetters == null) {
      giveBack(message, true);
      return;
    }
    if (reason != null) {
      message.change(Map.of("DeadLetterReason", reason));
    }
    if (description != null) {
      message.change(Map.of("DeadLetterErrorDescription", description));
    }
    message.comesFrom(options.name());
    message.content().setTtl(0);
    deadLetters.arrive(message.content(), message.failures());
  }

  /** Nobody took it in time. */
  void expire(StoredMessage message) {
    if (options.deadLettersExpired()) {
      deadLetter(message, "TTLExpiredException", "The message expired and was dead lettered.");
    }
  }
}
