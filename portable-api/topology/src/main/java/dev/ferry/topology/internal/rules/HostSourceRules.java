package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.write;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferry.topology.Filter;
import dev.ferry.topology.Handler;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.HostAbilities.FilterLimits;
import dev.ferry.topology.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a host cannot do of a handler's subscription. */
final class HostSourceRules {

  private final HostAbilities abilities;
  private final Limits limits;

  HostSourceRules(HostAbilities abilities, Limits limits) {
    this.abilities = abilities;
    this.limits = limits;
  }

  void check(Handler handler) {
    if (handler.source() instanceof Source.FromTopic from) {
      filter(Paths.of(handler, "source.filter"), from.subscription().filter());
      if (from.direct()) {
        direct(handler);
      }
    }
  }

  private void direct(Handler handler) {
    Optional<Duration> givesUp = abilities.runs().directGivesUpAfter();
    if (givesUp.isEmpty()) {
      limits.refuse(
          Paths.of(handler, "source.direct"),
          "needs a queue between the topic and the handler",
          "Remove it.");
    } else if (handler.retry().maxAge().compareTo(givesUp.get()) >= 0) {
      limits.refuse(
          Paths.of(handler, "retry.maxAge"),
          "gives a direct call up after %s, before the message is %s old"
              .formatted(write(givesUp.get()), write(handler.retry().maxAge())),
          "Lower it, so that the message is dead-lettered first.");
    }
  }

  private void filter(String path, Filter filter) {
    FilterLimits most = abilities.broker().filter();
    if (filter.attributes().size() > most.attributes()) {
      limits.refuse(
          path,
          "allows filters of %d attributes, not %d"
              .formatted(most.attributes(), filter.attributes().size()),
          "Filter by fewer, or by one that the publisher sets for it.");
    }
    int combinations =
        filter.attributes().values().stream()
            .mapToInt(List::size)
            .reduce(1, (all, values) -> (int) Math.min(Integer.MAX_VALUE, (long) all * values));
    if (combinations > most.combinations()) {
      limits.refuse(
          path,
          "allows filters of "
              + most.combinations()
              + " combinations of values, not "
              + combinations,
          "Filter by fewer attributes or values.");
    }
    int length = expressionBytes(filter);
    if (length > most.expression()) {
      limits.refuse(
          path,
          "allows filters of " + most.expression() + " bytes; this takes " + length,
          "Filter by fewer values, or by one attribute that the publisher sets for it.");
    }
  }

  /**
   * How long the filter is as an expression: {@code (attributes.type="A" OR attributes.type="B")
   * AND ...}, which is Pub/Sub's, and longer than the others'.
   */
  private static int expressionBytes(Filter filter) {
    int bytes = 0;
    for (var attribute : filter.attributes().entrySet()) {
      bytes += bytes == 0 ? "()".length() : "() AND ".length();
      int key = attribute.getKey().getBytes(UTF_8).length;
      for (String value : attribute.getValue()) {
        bytes += "attributes.=\"\"".length() + key + value.getBytes(UTF_8).length;
      }
      bytes += " OR ".length() * (attribute.getValue().size() - 1);
    }
    return bytes;
  }
}
