package dev.ferry.functions.aws;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.MetricLine;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.processing.ProcessingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lines as Lambda's JSON log has them, and metrics as CloudWatch reads them out of a log.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 *     metric format</a>
 */
final class LambdaLines implements LineFormat {
  private static final String NAMESPACE = "Ferry";
  private static final int MOST_VALUES = 100;
  private static final int MOST_DIRECTIVES = 100;

  /** What says which metrics a line has is the same for most lines, and longer than the values. */
  private final Map<MetricLine.Group, String> directives = new ConcurrentHashMap<>();

  @Override
  public JsonText outcome(Level level, Instant at, ProcessingEvent event) {
    return begin(level, at);
  }

  @Override
  public JsonText text(Level level, Instant at, String text) {
    return begin(level, at).put("message", text);
  }

  private static JsonText begin(Level level, Instant at) {
    return new JsonText().open().put("timestamp", at.toString()).put("level", level.name());
  }

  @Override
  public int mostValues() {
    return MOST_VALUES;
  }

  @Override
  public String metrics(MetricLine line, Instant at, Map<String, String> everywhere) {
    JsonText text =
        new JsonText()
            .open()
            .open("_aws")
            .put("Timestamp", at.toEpochMilli())
            .openArray("CloudWatchMetrics");
    line.groups().forEach(group -> text.addJson(directive(group, everywhere)));
    text.closeArray().close();
    everywhere.forEach(text::put);
    line.dimensions().forEach(text::put);
    line.metrics().forEach((name, values) -> write(text, name, values.values()));
    return text.close().toString();
  }

  private String directive(MetricLine.Group group, Map<String, String> everywhere) {
    if (directives.size() > MOST_DIRECTIVES) {
      directives.clear();
    }
    return directives.computeIfAbsent(group, one -> written(one, everywhere));
  }

  private static String written(MetricLine.Group group, Map<String, String> everywhere) {
    JsonText text = new JsonText();
    text.open().put("Namespace", NAMESPACE).openArray("Dimensions").openArray();
    everywhere.keySet().forEach(text::add);
    group.dimensions().forEach(text::add);
    text.closeArray().closeArray().openArray("Metrics");
    group.units().forEach((name, unit) -> text.open().put("Name", name).put("Unit", unit).close());
    return text.closeArray().close().toString();
  }

  private static void write(JsonText text, String name, List<Double> values) {
    if (values.size() == 1) {
      text.put(name, values.get(0));
      return;
    }
    text.openArray(name);
    values.forEach(text::add);
    text.closeArray();
  }
}
