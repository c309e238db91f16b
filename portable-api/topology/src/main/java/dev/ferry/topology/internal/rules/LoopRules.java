package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topology;

/** A handler does not feed itself for ever. */
final class LoopRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    int index = handler.publishes().indexOf(fedBy(handler.source()));
    if (index >= 0) {
      report.refuse(
          Paths.of(handler, "publishes[" + index + "]"),
          "is where the handler's own messages come from, all of them: an endless loop",
          "Publish elsewhere, or read a topic by a filter that leaves out what it publishes.");
    }
  }

  private static String fedBy(Source source) {
    if (source instanceof Source.FromTopic from) {
      return from.subscription().filter().takesAll() ? from.subscription().topic() : "";
    }
    return source.queue();
  }
}
