package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topology;

/** A topic that calls the function itself loses nothing. */
final class DirectRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    if (!(handler.source() instanceof Source.FromTopic from)) {
      return;
    }
    if (!from.direct()) {
      if (!from.onFailure().isEmpty()) {
        report.refuse(
            Paths.of(handler, "source.onFailure"),
            "is only for a direct source",
            "Remove it: a queue keeps what is not delivered yet.");
      }
      return;
    }
    String path = Paths.of(handler, "source.direct");
    if (from.onFailure().isEmpty()) {
      report.refuse(
          path,
          "is true, but there is no queue for what the platform gives up",
          "Add 'onFailure: QUEUE', or remove 'direct'.");
    }
    if (!report.says(Paths.of(handler, "retry.maxAge"))) {
      report.refuse(
          path,
          "is true, but nothing dead-letters a message before the platform gives it up",
          "Set retry.maxAge to a few hours, or remove 'direct'.");
    }
    if (!handler.idempotency().enabled()) {
      report.refuse(
          path,
          "is true, but no store knows what was handled when the platform calls again",
          "Set 'guarantee: exactly-once-effects', or remove 'direct'.");
    }
  }
}
