package dev.ferry.functions.google;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.JsonLines;
import dev.ferry.processing.ProcessingEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines as Cloud Logging reads them from a function's output: severity, time and message, and the
 * trace of the request that a message came with. Safe for use by any number of threads.
 *
 * @see <a href="https://cloud.google.com/logging/docs/structured-logging">structured logging</a>
 */
final class CloudLines extends JsonLines {
  private static final String TRACE = "logging.googleapis.com/trace";

  /** The traces of the messages that are here now, by the messages' ids. */
  private final Map<String, String> traces = new ConcurrentHashMap<>();

  /** A message is here from now on, with a request of this trace. */
  void began(String messageId, @Nullable String trace) {
    if (trace != null) {
      traces.put(messageId, trace);
    }
  }

  /** A message is here no more. */
  void ended(String messageId) {
    traces.remove(messageId);
  }

  @Override
  protected JsonText begin(Level level, Instant at, String text) {
    return new JsonText()
        .open()
        .put("severity", level == Level.WARN ? "WARNING" : level.name())
        .put("time", at.toString())
        .put("message", text);
  }

  @Override
  public JsonText outcome(Level level, Instant at, ProcessingEvent event) {
    JsonText line = super.outcome(level, at, event);
    String trace = traces.get(event.messageId());
    return trace == null ? line : line.put(TRACE, trace);
  }
}
