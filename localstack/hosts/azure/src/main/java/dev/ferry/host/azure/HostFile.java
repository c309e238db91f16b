package dev.ferry.host.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What host.json says, and the settings {@code AzureFunctionsJobHost__...} say otherwise; the
 * defaults are the host's own. Immutable.
 *
 * @param functionTimeout after which an invocation is ended; null for never
 * @param maxConcurrentCalls messages without sessions at once
 * @param maxConcurrentSessions sessions at once
 * @param maxMessageBatchSize messages of a batch
 * @param prefetchCount messages fetched ahead
 * @param lockRenewal for how long locks are renewed
 * @param sessionIdleTimeout how long a session without messages is kept
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus">
 *     host.json settings</a>
 */
record HostFile(
    @Nullable Duration functionTimeout,
    int maxConcurrentCalls,
    int maxConcurrentSessions,
    int maxMessageBatchSize,
    int prefetchCount,
    Duration lockRenewal,
    Duration sessionIdleTimeout) {
  private static final String NEVER = "-1";
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d{1,3})\\.)?(\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,3})\\d*)?");

  /**
   * Reads it.
   *
   * @throws IOException when it is not there, or no JSON
   * @throws IllegalArgumentException when it says what cannot be
   */
  static HostFile read(Path app, AppSettings settings) throws IOException {
    Source source = new Source(Json.object(Files.readString(app.resolve("host.json"))), settings);
    if (source.bus("autoCompleteMessages", "true").equalsIgnoreCase("false")) {
      throw new IllegalArgumentException(
          "start function app: autoCompleteMessages is false in host.json, and a function in Java completes nothing; leave it out");
    }
    String timeout = source.text("00:05:00", "functionTimeout");
    return new HostFile(
        timeout.equals(NEVER) ? null : span("functionTimeout", timeout),
        source.number("maxConcurrentCalls", 16),
        source.number("maxConcurrentSessions", 8),
        source.number("maxMessageBatchSize", 1000),
        source.number("prefetchCount", 0),
        span("maxAutoLockRenewalDuration", source.bus("maxAutoLockRenewalDuration", "00:05:00")),
        span("sessionIdleTimeout", source.bus("sessionIdleTimeout", "00:01:00")));
  }

  private static Duration span(String name, String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new IllegalArgumentException(
          "start function app: %s in host.json is not of the form hh:mm:ss".formatted(name));
    }
    return Duration.ofDays(number(span.group(1)))
        .plusHours(number(span.group(2)))
        .plusMinutes(number(span.group(3)))
        .plusSeconds(number(span.group(4)))
        .plusMillis(span.group(5) == null ? 0 : number((span.group(5) + "00").substring(0, 3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The file under the settings. */
  private record Source(Map<String, @Nullable Object> file, AppSettings settings) {
    private String bus(String name, String otherwise) {
      return text(otherwise, "extensions", "serviceBus", name);
    }

    private int number(String name, int otherwise) {
      String text = bus(name, Integer.toString(otherwise));
      if (!text.matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException(
            "start function app: %s in host.json is no number".formatted(name));
      }
      return Integer.parseInt(text);
    }

    private String text(String otherwise, String... path) {
      String set = settings.find("AzureFunctionsJobHost__" + String.join("__", path));
      if (set != null) {
        return set;
      }
      Object at = file;
      for (String name : path) {
        at = at instanceof Map<?, ?> fields ? fields.get(name) : null;
      }
      return at == null ? otherwise : at.toString();
    }
  }
}
