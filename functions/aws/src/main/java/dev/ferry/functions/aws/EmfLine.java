package dev.ferry.functions.aws;

import dev.ferry.functions.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of metrics, of as many sets of dimensions as can share it: a dimension has one value in
 * a line, and a metric stands once. One thread.
 */
final class EmfLine {
  private static final String NAMESPACE = "Ferry";

  private final Map<String, String> dimensions = new LinkedHashMap<>();
  private final Map<String, Values> metrics = new LinkedHashMap<>();
  private final List<Directive> directives = new ArrayList<>();

  /**
   * Values of a metric.
   *
   * @param unit CloudWatch's word for it
   * @param values one sum, or some of a histogram's
   */
  record Values(String unit, List<Double> values) {}

  /** Whether metrics of these dimensions can be in this line. */
  boolean hasRoomFor(Map<String, String> by, Map<String, Values> more) {
    return by.entrySet().stream()
            .allMatch(
                one -> one.getValue().equals(dimensions.getOrDefault(one.getKey(), one.getValue())))
        && more.keySet().stream().noneMatch(metrics::containsKey);
  }

  void add(Map<String, String> by, Map<String, Values> more) {
    dimensions.putAll(by);
    metrics.putAll(more);
    directives.add(new Directive(List.copyOf(by.keySet()), units(more)));
  }

  private static Map<String, String> units(Map<String, Values> metrics) {
    Map<String, String> units = new LinkedHashMap<>();
    metrics.forEach((name, values) -> units.put(name, values.unit));
    return units;
  }

  /** The line, of metrics of {@code everywhere} too, which every set of dimensions has. */
  String text(long timestampMillis, Map<String, String> everywhere) {
    JsonText line =
        new JsonText()
            .open()
            .open("_aws")
            .put("Timestamp", timestampMillis)
            .openArray("CloudWatchMetrics");
    directives.forEach(directive -> directive.write(line, everywhere));
    line.closeArray().close();
    everywhere.forEach(line::put);
    dimensions.forEach(line::put);
    metrics.forEach((name, values) -> write(line, name, values.values));
    return line.close().toString();
  }

  private static void write(JsonText line, String name, List<Double> values) {
    if (values.size() == 1) {
      line.put(name, values.get(0));
      return;
    }
    line.openArray(name);
    values.forEach(line::add);
    line.closeArray();
  }

  /**
   * Which metrics have which dimensions.
   *
   * @param keys the names of the dimensions, beside those that all have
   * @param units the units of the metrics, by their names
   */
  private record Directive(List<String> keys, Map<String, String> units) {
    private void write(JsonText line, Map<String, String> everywhere) {
      line.open().put("Namespace", NAMESPACE).openArray("Dimensions").openArray();
      everywhere.keySet().forEach(line::add);
      keys.forEach(line::add);
      line.closeArray().closeArray().openArray("Metrics");
      units.forEach((name, unit) -> line.open().put("Name", name).put("Unit", unit).close());
      line.closeArray().close();
    }
  }
}
