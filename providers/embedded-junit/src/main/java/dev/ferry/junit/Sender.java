package dev.ferry.junit;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;

/** The test's own publisher: where the broker fails for now, it tries again, as senders do. */
final class Sender {
  private static final int MOST_TRIES = 100;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Messaging messaging;
  private final VirtualClock clock;

  Sender(Messaging messaging, VirtualClock clock) {
    this.messaging = messaging;
    this.clock = clock;
  }

  void publish(Address address, Message message) {
    try (Publisher publisher = messaging.publisher(address.toString())) {
      for (int tries = 1; !published(publisher, message, tries); tries++) {
        clock.advance(BETWEEN_TRIES);
      }
    }
  }

  private static boolean published(Publisher publisher, Message message, int tries) {
    try {
      publisher.publish(message);
      return true;
    } catch (MessagingException failed) {
      if (failed.retryable() && tries < MOST_TRIES) {
        return false;
      }
      throw failed;
    }
  }
}
