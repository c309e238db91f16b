package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Entities as entries of an Atom feed, which is how they are shown to administration clients. */
final class DescriptionXml {
  /** What is shown where there is nothing: an empty feed, and no error. */
  static final String NONE =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\">None</title></feed>";

  private static final String ENTRY =
      """
      <entry xmlns="http://www.w3.org/2005/Atom"><title type="text">%s</title>\
      <content type="application/xml">\
      <%s xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"\
       xmlns:d="http://schemas.microsoft.com/netservices/2011/06/servicebus">%s</%s>\
      </content></entry>""";

  private DescriptionXml() {}

  /** A queue or a subscription. */
  static String queue(String path, QueueOptions options, Counts counts) {
    Duration life = options.timeToLive();
    boolean subscription = path.contains("/");
    String content =
        element("LockDuration", options.lock())
            + element("RequiresDuplicateDetection", !options.duplicates().isZero())
            + element("RequiresSession", options.sessions())
            + element(
                "DefaultMessageTimeToLive", life == null ? "P10675199DT2H48M5.4775807S" : life)
            + element("DeadLetteringOnMessageExpiration", options.deadLettersExpired())
            + element("DuplicateDetectionHistoryTimeWindow", options.duplicates())
            + element("MaxDeliveryCount", options.maxDeliveries())
            + element("MaxSizeInMegabytes", 1024)
            + element("SizeInBytes", 0)
            + element("MessageCount", counts.active() + counts.locked() + counts.scheduled())
            + element("Status", "Active")
            + element("ForwardTo", options.forwardTo())
            + element("ForwardDeadLetteredMessagesTo", options.forwardDeadLettersTo())
            + "<CountDetails>"
            + element("d:ActiveMessageCount", counts.active() + counts.locked())
            + element("d:DeadLetterMessageCount", counts.deadLetters())
            + element("d:ScheduledMessageCount", counts.scheduled())
            + element("d:TransferMessageCount", 0)
            + element("d:TransferDeadLetterMessageCount", 0)
            + "</CountDetails>";
    String kind = subscription ? "SubscriptionDescription" : "QueueDescription";
    return ENTRY.formatted(escaped(path), kind, content, kind);
  }

  /** A topic, of which nothing is shown. */
  static String topic(String path) {
    String kind = "TopicDescription";
    return ENTRY.formatted(escaped(path), kind, element("Status", "Active"), kind);
  }

  /** Why something was not done. */
  static String error(int status, String detail) {
    return "<Error>" + element("Code", status) + element("Detail", detail) + "</Error>";
  }

  private static String element(String name, @Nullable Object value) {
    return value == null ? "" : "<" + name + ">" + escaped(value.toString()) + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
