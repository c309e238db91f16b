package dev.ferry.functions.aws;

import dev.ferry.functions.json.JsonText;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Metrics that were not written yet, together where their dimensions are the same. Safe for use by
 * any number of threads.
 */
final class EmfBuffer {
  private static final String NAMESPACE = "Ferry";

  /** The most values of one metric in one line. */
  private static final int MOST_VALUES = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Map<String, String>, Map<String, Metric>> waiting = new LinkedHashMap<>();
  private final String handler;
  private final String source;
  private final Timeline timeline;

  EmfBuffer(String handler, String source, Timeline timeline) {
    this.handler = handler;
    this.source = source;
    this.timeline = timeline;
  }

  /** Adds to a counter. */
  void count(String metric, Map<String, String> by, long add) {
    add(metric, "Count", by, add);
  }

  /** Adds to a counter of bytes. */
  void bytes(String metric, Map<String, String> by, long add) {
    add(metric, "Bytes", by, add);
  }

  /** Adds a value to a histogram. */
  void seconds(String metric, Map<String, String> by, Duration value) {
    double seconds = value.toNanos() / 1e9;
    lock.lock();
    try {
      metric(metric, "Seconds", by).values.add(seconds);
    } finally {
      lock.unlock();
    }
  }

  private void add(String metric, String unit, Map<String, String> by, long add) {
    lock.lock();
    try {
      List<Double> sum = metric(metric, unit, by).values;
      double before = sum.isEmpty() ? 0 : sum.remove(0);
      sum.add(before + add);
    } finally {
      lock.unlock();
    }
  }

  private Metric metric(String metric, String unit, Map<String, String> by) {
    return waiting
        .computeIfAbsent(new TreeMap<>(by), dimensions -> new LinkedHashMap<>())
        .computeIfAbsent(metric, name -> new Metric(unit, new ArrayList<>()));
  }

  /** Takes what waits out, as lines. */
  List<JsonText> drain() {
    Map<Map<String, String>, Map<String, Metric>> taken;
    lock.lock();
    try {
      taken = new LinkedHashMap<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    List<JsonText> lines = new ArrayList<>();
    taken.forEach((by, metrics) -> addLines(lines, by, metrics));
    return lines;
  }

  /** A line, and more where a histogram has more values than fit into one. */
  private void addLines(List<JsonText> lines, Map<String, String> by, Map<String, Metric> metrics) {
    int longest = metrics.values().stream().mapToInt(Metric::size).max().orElse(0);
    for (int from = 0; from < longest; from += MOST_VALUES) {
      int start = from;
      Map<String, Metric> part = new LinkedHashMap<>();
      metrics.forEach(
          (name, metric) -> {
            if (metric.size() > start) {
              part.put(name, metric.part(start, MOST_VALUES));
            }
          });
      lines.add(line(by, part));
    }
  }

  private JsonText line(Map<String, String> by, Map<String, Metric> metrics) {
    JsonText line =
        new JsonText()
            .open()
            .open("_aws")
            .put("Timestamp", timeline.now().toEpochMilli())
            .openArray("CloudWatchMetrics")
            .open()
            .put("Namespace", NAMESPACE)
            .openArray("Dimensions")
            .openArray()
            .add("ferry.handler")
            .add("ferry.source");
    by.keySet().forEach(line::add);
    line.closeArray().closeArray().openArray("Metrics");
    metrics.forEach(
        (name, metric) -> line.open().put("Name", name).put("Unit", metric.unit).close());
    line.closeArray().close().closeArray().close();
    line.put("ferry.handler", handler).put("ferry.source", source);
    by.forEach(line::put);
    metrics.forEach((name, metric) -> values(line, name, metric.values));
    return line.close();
  }

  private static void values(JsonText line, String name, List<Double> values) {
    if (values.size() == 1) {
      line.put(name, values.get(0));
      return;
    }
    line.openArray(name);
    values.forEach(line::add);
    line.closeArray();
  }

  /**
   * A metric.
   *
   * @param unit CloudWatch's word for it
   * @param values one sum, or every value of a histogram
   */
  private record Metric(String unit, List<Double> values) {
    private int size() {
      return values.size();
    }

    private Metric part(int from, int most) {
      return new Metric(unit, values.subList(from, Math.min(values.size(), from + most)));
    }
  }
}
