package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.spi.PublisherDriver;
import java.time.Duration;

/** What a worker's code finds around it. As it should be; subclasses are wrong in one place. */
class Setup {
  /** Whether the handler commits its effect together with the completion. */
  boolean transactional() {
    return true;
  }

  /**
   * Whether a delivery that goes back is forgotten and a copy scheduled, as by a host that cannot
   * give it back with a delay.
   */
  boolean copies() {
    return false;
  }

  /** The record's rules. */
  LifeRules rules() {
    return new LifeRules(Duration.ZERO);
  }

  /** What stands between the worker's code and the store. */
  IdempotencyStore store(IdempotencyStore store) {
    return store;
  }

  /** What stands between the code and the dead-letter queue. */
  PublisherDriver deadLetters(PublisherDriver sender) {
    return sender;
  }

  /** What stands between the code and the channel that the handler publishes to. */
  PublisherDriver downstream(PublisherDriver sender, IdempotencyStore store) {
    return sender;
  }

  /** What stands between the code and the handler's own queue, where copies are scheduled. */
  PublisherDriver ownQueue(PublisherDriver sender, IdempotencyStore store) {
    return sender;
  }

  /** The round that a dead letter carries, where the code said {@code round}. */
  int deadLetterRound(int round) {
    return round;
  }

  /** The same, on a host that retries by copies. */
  static Setup withCopies() {
    return new Setup() {
      @Override
      boolean copies() {
        return true;
      }
    };
  }

  /** The same, with a handler whose effect is apart from the completion. */
  static Setup plain() {
    return new Setup() {
      @Override
      boolean transactional() {
        return false;
      }
    };
  }
}
