package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;

/** A rule of one handler and the queues it reads and gives up to. */
@FunctionalInterface
interface HandlerRule {

  /** Tells {@code report} what of {@code handler}, whose queues are all there, breaks the rule. */
  void check(Handler handler, Topology topology, Report report);
}
