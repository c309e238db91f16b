package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that is delivered no more because it was delivered too often: by the broker, which
 * counts the deliveries of a copy alone, or by us, who count those of the copies before. Where a
 * queue forwards its dead letters they are counted anew, and what is left of the old count is in
 * their description.
 */
final class GivenUp {
  private static final String REASON = "MaxDeliveryCountExceeded";
  private static final Pattern BY_THE_BROKER =
      Pattern.compile("Message could not be consumed after (\\d{1,7}) delivery attempts\\.?");
  private static final Pattern BY_US =
      Pattern.compile("delivered (\\d{1,7}) times, its copies counted");

  private GivenUp() {}

  /** As we give it up: for the broker's own reason, which it would have without copies. */
  static DeadLetterOptions after(ServiceBusReceivedMessage message) {
    return new DeadLetterOptions()
        .setDeadLetterReason(REASON)
        .setDeadLetterErrorDescription(
            "delivered %d times, its copies counted".formatted(Carried.of(message).with(message)));
  }

  /**
   * How often a dead letter that was forwarded was delivered where it comes from, the copies before
   * counted; 0 for any other message.
   */
  static int deliveries(ServiceBusReceivedMessage message, Carried carried) {
    String description = message.getDeadLetterErrorDescription();
    if (message.getDeadLetterSource() == null || description == null) {
      return 0;
    }
    Matcher broker = BY_THE_BROKER.matcher(description);
    if (broker.matches()) {
      return carried.deliveries() + Integer.parseInt(broker.group(1));
    }
    Matcher ours = BY_US.matcher(description);
    return ours.matches() ? Integer.parseInt(ours.group(1)) : 0;
  }
}
