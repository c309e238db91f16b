package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.write;

import dev.ferry.topology.Host;
import dev.ferry.topology.internal.schema.Sizes;
import java.time.Duration;

/** Holds what a file says against what a host can do, and words the refusal. */
final class Limits {

  private final Host host;
  private final Report report;

  Limits(Host host, Report report) {
    this.host = host;
    this.report = report;
  }

  /** Whether the file says something at {@code path}; a default is fitted to the host instead. */
  boolean says(String path) {
    return report.says(path);
  }

  /** The host cannot do what is at {@code path}; {@code can} follows the host's name. */
  void refuse(String path, String can, String nextStep) {
    report.refuse(path, host.title() + " " + can, nextStep);
  }

  void atMost(String path, Duration value, Duration most) {
    if (value.compareTo(most) > 0) {
      boolean none = most.isZero();
      refuse(
          path,
          none
              ? "cannot have one, but it is " + write(value)
              : "allows " + write(most) + ", not " + write(value),
          none ? "Remove it." : "Lower it to " + write(most) + " or less.");
    }
  }

  void atLeast(String path, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      refuse(
          path,
          "needs at least " + write(least) + ", not " + write(value),
          "Raise it to " + write(least) + " or more.");
    }
  }

  void atMost(String path, int value, int most) {
    if (value > most) {
      refuse(path, "allows " + most + ", not " + value, "Lower it to " + most + " or less.");
    }
  }

  void atLeast(String path, int value, int least) {
    if (value < least) {
      refuse(
          path, "needs at least " + least + ", not " + value, "Raise it to " + least + " or more.");
    }
  }

  void bytesAtMost(String path, long value, long most) {
    if (value > most) {
      refuse(
          path,
          "allows " + Sizes.write(most) + ", not " + Sizes.write(value),
          "Lower it to " + Sizes.write(most) + " or less.");
    }
  }
}
