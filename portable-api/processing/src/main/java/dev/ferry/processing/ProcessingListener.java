package dev.ferry.processing;

/**
 * Hears what happens to messages; does nothing by default.
 *
 * <p>Called on the thread on which it happened, so it must be quick; what it throws is ignored.
 * Names and units of what to record are in {@link ProcessingMetric}. Safe for use by several
 * threads at once.
 */
@FunctionalInterface
public interface ProcessingListener {
  /** A listener that does nothing. */
  static ProcessingListener noop() {
    return event -> {};
  }

  /** Something happened. */
  void on(ProcessingEvent event);

  /** A listener that tells this one and then another, whatever this one throws. */
  default ProcessingListener and(ProcessingListener other) {
    return event -> {
      try {
        on(event);
      } finally {
        other.on(event);
      }
    };
  }
}
