package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Guarantee;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.schema.Kinds;

/** A guarantee has what it needs. */
final class GuaranteeRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    Guarantee guarantee = handler.guarantee();
    if (guarantee != Guarantee.AT_LEAST_ONCE && !handler.idempotency().enabled()) {
      report.refuse(
          Paths.of(handler, "idempotency.enabled"),
          "is false, but " + Kinds.word(guarantee) + " needs a store of what was handled",
          "Enable it, or set 'guarantee: at-least-once'.");
    }
    if (guarantee == Guarantee.AT_LEAST_ONCE && handler.idempotency().enabled()) {
      report.refuse(
          Paths.of(handler, "idempotency.enabled"),
          "is true, but at-least-once looks nothing up",
          "Remove it, or set 'guarantee: exactly-once-effects'.");
    }
    if (guarantee == Guarantee.AT_MOST_ONCE) {
      runsOnce(handler, report);
    }
    if (handler.id().attribute().isPresent() && handler.id().field().isPresent()) {
      report.refuse(
          Paths.of(handler, "id"), "is in both an attribute and a field", "Keep one of the two.");
    }
  }

  private static void runsOnce(Handler handler, Report report) {
    if (handler.retry().attempts() > 1) {
      tooOften(handler, "retry.attempts", "Remove it, or set it to 1", report);
    }
    if (handler.retry().quickRetries() > 0) {
      tooOften(handler, "retry.quickRetries", "Remove it", report);
    }
  }

  private static void tooOften(Handler handler, String key, String cure, Report report) {
    report.refuse(
        Paths.of(handler, key),
        "asks for more than one run, but at-most-once allows one",
        cure + ", or choose another guarantee.");
  }
}
