package dev.ferry.functions.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one line of metrics holds, of as many sets of dimensions as can share it: a dimension has
 * one value in a line, and a metric stands once. One thread.
 */
public final class MetricLine {
  private final Map<String, String> dimensions = new LinkedHashMap<>();
  private final Map<String, Values> metrics = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();

  /**
   * Values of a metric.
   *
   * @param unit {@code Count}, {@code Bytes} or {@code Seconds}
   * @param values one sum, or some of a histogram's
   */
  public record Values(String unit, List<Double> values) {}

  /**
   * Which metrics have which dimensions.
   *
   * @param dimensions the names of the dimensions, beside those that all have
   * @param units the units of the metrics, by their names
   */
  public record Group(List<String> dimensions, Map<String, String> units) {
    /** Said here: what a record makes for that takes a cold start 20 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Group group
          && dimensions.equals(group.dimensions)
          && units.equals(group.units);
    }

    @Override
    public int hashCode() {
      return 31 * dimensions.hashCode() + units.hashCode();
    }
  }

  MetricLine() {}

  /** Whether metrics of these dimensions can be in this line. */
  boolean hasRoomFor(Map<String, String> by, Map<String, Values> more) {
    for (Map.Entry<String, String> one : by.entrySet()) {
      if (!one.getValue().equals(dimensions.getOrDefault(one.getKey(), one.getValue()))) {
        return false;
      }
    }
    return Collections.disjoint(metrics.keySet(), more.keySet());
  }

  void add(Map<String, String> by, Map<String, Values> more) {
    dimensions.putAll(by);
    metrics.putAll(more);
    groups.add(new Group(List.copyOf(by.keySet()), units(more)));
  }

  private static Map<String, String> units(Map<String, Values> metrics) {
    Map<String, String> units = new LinkedHashMap<>();
    metrics.forEach((name, values) -> units.put(name, values.unit));
    return units;
  }

  /** The dimensions of all its metrics, beside those that all lines have. */
  public Map<String, String> dimensions() {
    return Collections.unmodifiableMap(dimensions);
  }

  /** The metrics by their names. */
  public Map<String, Values> metrics() {
    return Collections.unmodifiableMap(metrics);
  }

  /** Which of them have which dimensions. */
  public List<Group> groups() {
    return List.copyOf(groups);
  }
}
