package dev.ferry.aws;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One trace context in the two forms that travel: W3C's {@code traceparent}, and X-Ray's header,
 * which AWS's own services read and write. Both hold a trace of 32 hexadecimal digits, a parent of
 * 16 and whether it is sampled.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">X-Ray
 *     tracing header</a>
 */
final class TraceHeader {
  /** The attribute of the W3C form. */
  static final String TRACEPARENT = "traceparent";

  private static final Pattern W3C =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final Pattern ROOT =
      Pattern.compile("(?:^|;)\\s*Root=1-([0-9a-fA-F]{8})-([0-9a-fA-F]{24})(?=;|$)");
  private static final Pattern PARENT =
      Pattern.compile("(?:^|;)\\s*Parent=([0-9a-fA-F]{16})(?=;|$)");
  private static final Pattern SAMPLED = Pattern.compile("(?:^|;)\\s*Sampled=1(?=;|$)");

  private TraceHeader() {}

  /** X-Ray's form of a {@code traceparent}; null when it is absent or malformed. */
  static @Nullable String xray(@Nullable String traceparent) {
    if (traceparent == null) {
      return null;
    }
    Matcher w3c = W3C.matcher(traceparent);
    if (!w3c.matches()) {
      return null;
    }
    String trace = w3c.group(1);
    boolean sampled = (Integer.parseInt(w3c.group(3), 16) & 1) == 1;
    return "Root=1-%s-%s;Parent=%s;Sampled=%s"
        .formatted(trace.substring(0, 8), trace.substring(8), w3c.group(2), sampled ? "1" : "0");
  }

  /** W3C's form of X-Ray's header; null when it is absent, malformed or names no parent. */
  static @Nullable String w3c(@Nullable String xray) {
    if (xray == null) {
      return null;
    }
    Matcher root = ROOT.matcher(xray);
    Matcher parent = PARENT.matcher(xray);
    if (!root.find() || !parent.find()) {
      return null;
    }
    String flags = SAMPLED.matcher(xray).find() ? "01" : "00";
    return "00-%s%s-%s-%s"
        .formatted(root.group(1), root.group(2), parent.group(1), flags)
        .toLowerCase(Locale.ROOT);
  }
}
