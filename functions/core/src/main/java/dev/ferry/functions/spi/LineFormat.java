package dev.ferry.functions.spi;

import dev.ferry.functions.OutcomeLog.Level;
import dev.ferry.functions.json.JsonText;
import dev.ferry.functions.metrics.MetricLine;
import dev.ferry.processing.ProcessingEvent;
import java.time.Instant;
import java.util.Map;

/**
 * How a host wants its lines of log and metrics: JSON, each. Safe for use by any number of threads.
 */
public interface LineFormat {
  /** Begins a line on what became of a message; what became of it follows. */
  JsonText outcome(Level level, Instant at, ProcessingEvent event);

  /** Begins a line for people that is not of one message; which handler's it is follows. */
  JsonText text(Level level, Instant at, String text);

  /** The most values of one histogram that a line may hold, at least 1. */
  int mostValues();

  /**
   * A line of metrics.
   *
   * @param everywhere the dimensions that every metric of it has, beside its own
   */
  String metrics(MetricLine line, Instant at, Map<String, String> everywhere);
}
