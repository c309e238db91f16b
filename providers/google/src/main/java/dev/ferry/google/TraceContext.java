package dev.ferry.google;

import java.util.Map;
import java.util.TreeMap;

/**
 * The trace context of a message: Google's own clients carry W3C's in attributes of another name.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/open-telemetry-tracing">tracing</a>
 */
final class TraceContext {
  private static final String TRACEPARENT = "traceparent";
  private static final String PREFIX = "googclient_";

  private TraceContext() {}

  /** The attributes, with the context where everybody looks for it. */
  static Map<String, String> read(Map<String, String> attributes) {
    String parent = attributes.get(PREFIX + TRACEPARENT);
    if (parent == null || attributes.containsKey(TRACEPARENT)) {
      return attributes;
    }
    Map<String, String> traced = new TreeMap<>(attributes);
    traced.put(TRACEPARENT, parent);
    return traced;
  }
}
