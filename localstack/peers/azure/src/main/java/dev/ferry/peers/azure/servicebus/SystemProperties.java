package dev.ferry.peers.azure.servicebus;

import java.util.Locale;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** The properties of a message itself, by the names that filters use. */
final class SystemProperties {
  private SystemProperties() {}

  /** The value; null where the message has none, or the name is unknown. */
  static @Nullable Object of(Message message, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "messageid" -> message.getMessageId();
      case "correlationid" -> message.getCorrelationId();
      case "label", "subject" -> message.getSubject();
      case "to" -> message.getAddress();
      case "replyto" -> message.getReplyTo();
      case "sessionid" -> message.getGroupId();
      case "replytosessionid" -> message.getReplyToGroupId();
      case "contenttype" -> message.getContentType();
      default -> null;
    };
  }
}
