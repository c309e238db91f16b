package dev.ferry.functions.metrics;

import dev.ferry.functions.metrics.MetricLine.Values;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
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
final class MetricBuffer {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Map<String, String>, Map<String, Values>> waiting = new LinkedHashMap<>();
  private final Map<String, String> everywhere = new LinkedHashMap<>();
  private final Timeline timeline;
  private final LineFormat format;

  MetricBuffer(String handler, String source, Timeline timeline, LineFormat format) {
    this.everywhere.put("ferry.handler", handler);
    this.everywhere.put("ferry.source", source);
    this.timeline = timeline;
    this.format = format;
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
      values(metric, "Seconds", by).add(seconds);
    } finally {
      lock.unlock();
    }
  }

  private void add(String metric, String unit, Map<String, String> by, long add) {
    lock.lock();
    try {
      List<Double> sum = values(metric, unit, by);
      if (sum.isEmpty()) {
        sum.add((double) add);
      } else {
        sum.set(0, sum.get(0) + add);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Double> values(String metric, String unit, Map<String, String> by) {
    Map<String, Values> metrics = waiting.get(by);
    if (metrics == null) {
      metrics = new LinkedHashMap<>();
      waiting.put(new TreeMap<>(by), metrics);
    }
    return metrics.computeIfAbsent(metric, name -> new Values(unit, new ArrayList<>(1))).values();
  }

  /** Takes what waits out, in as few lines as it fits into. */
  List<String> drain() {
    List<MetricLine> lines = new ArrayList<>();
    lock.lock();
    try {
      waiting.forEach((by, metrics) -> addTo(lines, by, metrics));
      waiting.clear();
    } finally {
      lock.unlock();
    }
    Instant now = timeline.now();
    List<String> written = new ArrayList<>(lines.size());
    lines.forEach(line -> written.add(format.metrics(line, now, everywhere)));
    return written;
  }

  /** Into the first line with room for it; a histogram with many values into several. */
  private void addTo(List<MetricLine> lines, Map<String, String> by, Map<String, Values> metrics) {
    int longest = 0;
    for (Values one : metrics.values()) {
      longest = Math.max(longest, one.values().size());
    }
    if (longest <= format.mostValues()) {
      lineFor(lines, by, metrics).add(by, metrics);
      return;
    }
    for (int from = 0; from < longest; from += format.mostValues()) {
      Map<String, Values> part = part(metrics, from);
      lineFor(lines, by, part).add(by, part);
    }
  }

  private static MetricLine lineFor(
      List<MetricLine> lines, Map<String, String> by, Map<String, Values> part) {
    for (MetricLine line : lines) {
      if (line.hasRoomFor(by, part)) {
        return line;
      }
    }
    MetricLine line = new MetricLine();
    lines.add(line);
    return line;
  }

  private Map<String, Values> part(Map<String, Values> metrics, int from) {
    Map<String, Values> part = new LinkedHashMap<>();
    metrics.forEach(
        (name, metric) -> {
          int to = Math.min(metric.values().size(), from + format.mostValues());
          if (from < to) {
            part.put(name, new Values(metric.unit(), metric.values().subList(from, to)));
          }
        });
    return part;
  }
}
