package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a receiver can say of a message that it has; each blocks until the broker has answered. */
interface Verbs {
  void complete(ServiceBusReceivedMessage message);

  /** Gives it back, not to come before the delay has passed. */
  void giveBack(ServiceBusReceivedMessage message, Duration delay);

  void deadLetter(ServiceBusReceivedMessage message, DeadLetterOptions options);

  /** Renews the lock of the message, or that of its session; when it ends then. */
  Instant renew(ServiceBusReceivedMessage message);

  /** Renews it without blocking and tells when it ends; nothing where it is lost. */
  void renewLater(ServiceBusReceivedMessage message, Consumer<Instant> renewed);

  /** Why its receiver can say nothing any more; null while it can. */
  @Nullable MessagingException tooLate(String operation);
}
