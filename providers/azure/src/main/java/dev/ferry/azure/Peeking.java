package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Looks at messages by their sequence numbers. */
final class Peeking {
  private static final System.Logger LOG = System.getLogger(Peeking.class.getName());

  private Peeking() {}

  /**
   * A page from the cursor on, which is a sequence number.
   *
   * @param look gives messages from a sequence number on
   */
  static PeekPage page(
      String operation,
      @Nullable String cursor,
      int max,
      Instant now,
      LongFunction<List<ServiceBusReceivedMessage>> look) {
    List<ServiceBusReceivedMessage> seen;
    try {
      seen = look.apply(cursor == null ? 0 : Long.parseLong(cursor));
    } catch (NumberFormatException malformed) {
      throw MessagingException.invalid(operation + ": '" + cursor + "' is no cursor of a page");
    } catch (RuntimeException failed) {
      throw ServiceBusErrors.of(operation, failed);
    }
    List<InboundMessage> messages = new ArrayList<>();
    long last = 0;
    for (ServiceBusReceivedMessage message : seen) {
      int deliveries = (int) message.getDeliveryCount();
      messages.add(ServiceBusReader.read(message, message, deliveries, now));
      last = message.getSequenceNumber();
    }
    return new PeekPage(messages, seen.size() < max ? null : Long.toString(last + 1));
  }

  /** Does what need not succeed. */
  static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException notNeeded) {
      LOG.log(System.Logger.Level.DEBUG, "give up", notNeeded);
    }
  }
}
