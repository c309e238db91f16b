package dev.ferry.aws;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code sns:} address says.
 *
 * @param topic the topic's name
 * @param arn the full name, where the address has it; null otherwise
 */
record SnsAddress(String topic, @Nullable String arn) {
  static final String SCHEME = "sns";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");

  /**
   * Reads an address.
   *
   * @throws MessagingException INVALID_ARGUMENT for a parameter or a name that cannot be
   */
  static SnsAddress of(Address address) {
    address.allowing(Set.of());
    String name = address.name();
    if (isArn(name)) {
      return new SnsAddress(name.substring(name.lastIndexOf(':') + 1), name);
    }
    if (!NAME.matcher(name).matches()) {
      throw MessagingException.invalid(
          "open '"
              + address
              + "': write sns://NAME, of 1 to 256 of A-Z a-z 0-9 _ - and .fifo at its end where it"
              + " is one, or sns:arn:aws:sns:REGION:ACCOUNT:NAME");
    }
    return new SnsAddress(name, null);
  }

  /** Whether it is the full name of a topic. */
  static boolean isArn(String text) {
    return ARN.matcher(text).matches();
  }

  /** The full name. */
  static String arn(String partition, String region, String account, String name) {
    return "arn:" + partition + ":sns:" + region + ":" + account + ":" + name;
  }

  /** Whether the topic keeps the order of groups, which its name alone says. */
  boolean fifo() {
    return topic.endsWith(".fifo");
  }
}
