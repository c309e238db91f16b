package dev.ferry.google;

import dev.ferry.messaging.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter in Pub/Sub's language: {@code (attributes.kind="a" OR attributes.kind="b") AND ...}.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/subscription-message-filter">the language</a>
 */
final class FilterText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private FilterText() {}

  /**
   * The text of a filter; empty for one that lets everything pass.
   *
   * @throws MessagingException UNSUPPORTED when it is longer than Pub/Sub takes
   */
  static String of(Map<String, Set<String>> filter) {
    String text =
        filter.entrySet().stream()
            .map(one -> ofAttribute(one.getKey(), one.getValue()))
            .collect(Collectors.joining(" AND "));
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PubSubLimits.FILTER_BYTES) {
      throw MessagingException.unsupported(
          "filter by "
              + filter.keySet()
              + ": takes "
              + bytes
              + " bytes where Pub/Sub has 256; filter by fewer values, or by one attribute that the"
              + " publisher sets for it");
    }
    return text;
  }

  private static String ofAttribute(String name, Set<String> values) {
    String attribute = "attributes." + (PLAIN.matcher(name).matches() ? name : quoted(name));
    return values.stream()
        .map(value -> attribute + "=" + quoted(value))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
