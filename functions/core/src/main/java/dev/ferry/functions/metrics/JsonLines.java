package dev.ferry.functions.metrics;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.processing.ProcessingEvent;
import java.time.Instant;
import java.util.Map;

/**
 * Lines of plain JSON, for a host whose log may be searched and counted by the fields of its lines;
 * a value of a histogram has a line of its own, so that a rule of the log can take it out.
 *
 * <pre>
 * {"timestamp":"2026-11-22T10:00:00Z","level":"INFO","message":"metrics of payment",
 *  "labels":{"ferry.handler":"payment","ferry.source":"orders","ferry.outcome":"HANDLED"},
 *  "metrics":{"ferry.process.messages":1.0,"ferry.process.duration":0.25}}
 * </pre>
 *
 * <p>A host that has words of its own for the first fields extends it. Safe for use by any number
 * of threads.
 */
public class JsonLines implements LineFormat {
  /** The first fields of every line. */
  protected JsonText begin(Level level, Instant at, String text) {
    return new JsonText()
        .open()
        .put("timestamp", at.toString())
        .put("level", level.name())
        .put("message", text);
  }

  @Override
  public JsonText outcome(Level level, Instant at, ProcessingEvent event) {
    return begin(level, at, event.kind() + " " + event.messageId());
  }

  @Override
  public final JsonText text(Level level, Instant at, String text) {
    return begin(level, at, text);
  }

  @Override
  public final int mostValues() {
    return 1;
  }

  @Override
  public final String metrics(MetricLine line, Instant at, Map<String, String> everywhere) {
    JsonText text =
        begin(Level.INFO, at, "metrics of " + everywhere.getOrDefault("ferry.handler", ""))
            .open("labels");
    everywhere.forEach(text::put);
    line.dimensions().forEach(text::put);
    text.close().open("metrics");
    line.metrics()
        .forEach((name, values) -> values.values().forEach(value -> text.put(name, value)));
    return text.close().close().toString();
  }
}
