package dev.ferry.peers.azure.servicebus;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.apache.qpid.proton.message.Message;

/** What a queue lets in, and what it writes on it: a number, and when it ends. */
final class Intake {
  private final QueueOptions options;
  private final boolean ofDeadLetters;
  private final DuplicateWindow duplicates;
  private long lastSequence;

  /**
   * Has let in nothing yet.
   *
   * @param ofDeadLetters whether nobody but the broker may send to it
   */
  Intake(QueueOptions options, boolean ofDeadLetters) {
    this.options = options;
    this.ofDeadLetters = ofDeadLetters;
    this.duplicates = new DuplicateWindow(options.duplicates());
  }

  /**
   * Whether it may come in.
   *
   * @throws Refusal when it may not
   */
  void check(Message message) {
    if (ofDeadLetters) {
      throw new Refusal(Condition.NOT_ALLOWED, "Nothing can be sent to a dead-letter queue.");
    }
    if (options.sessions() && message.getGroupId() == null) {
      throw new Refusal(
          Condition.NOT_ALLOWED,
          "The SessionId was not set on a message, and it cannot be sent to the entity. Entities"
              + " that have session support enabled can only receive messages that have the"
              + " SessionId set to a valid value.");
    }
  }

  /** Whether its id was here within the window. */
  boolean isDuplicate(Message message, Instant now) {
    return duplicates.isDuplicate(message.getMessageId(), now);
  }

  /** The next number. */
  long number() {
    return ++lastSequence;
  }

  /** A message with its number, in a state from a time on. */
  StoredMessage stored(Message message, Instant at, StoredMessage.State state) {
    Duration life = options.timeToLive();
    if (message.getTtl() > 0) {
      Duration own = Duration.ofMillis(message.getTtl());
      life = life == null || own.compareTo(life) < 0 ? own : life;
    }
    return new StoredMessage(
        message, number(), at, life == null ? Instant.MAX : end(at, life), state);
  }

  private static Instant end(Instant at, Duration life) {
    try {
      return at.plus(life);
    } catch (DateTimeException | ArithmeticException tooFar) {
      return Instant.MAX;
    }
  }
}
