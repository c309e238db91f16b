package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.util.List;

/** The rules that hold on every host. */
public final class Rules {

  private static final List<HandlerRule> HANDLER_RULES =
      List.of(
          new TimeRules(),
          new RetryRules(),
          new GuaranteeRules(),
          new ChannelRules(),
          new DeadLetterRules(),
          new LoopRules(),
          new DirectRules());

  private Rules() {}

  /** Holds every rule against {@code topology}, and tells all that are broken. */
  public static void check(Topology topology, Report report) {
    List<Handler> sound =
        topology.handlers().values().stream()
            .filter(handler -> report.sound(Paths.of(handler)))
            .filter(handler -> report.sound(Paths.queueOf(handler)))
            .toList();
    NameRules.check(topology, report);
    ExistingRules.check(topology, report);
    VariableRules.check(topology, report);
    List<Handler> whole =
        sound.stream().filter(handler -> ReferenceRules.hold(handler, topology, report)).toList();
    SharingRules.check(whole, topology, report);
    whole.forEach(handler -> HANDLER_RULES.forEach(rule -> rule.check(handler, topology, report)));
  }
}
