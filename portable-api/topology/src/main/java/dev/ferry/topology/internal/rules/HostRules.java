package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Host;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.Topology;
import dev.ferry.topology.Variable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The rules of one host: what it cannot do is refused, with its name and the field. */
public final class HostRules {

  private HostRules() {}

  /** Holds every rule of {@code host} against {@code topology}, and tells all that are broken. */
  public static void check(Topology topology, Host host, Report report) {
    Limits limits = new Limits(host, report);
    HostAbilities abilities = host.abilities();
    new HostChannelRules(abilities.broker(), limits).check(topology);
    HostHandlerRules handlers = new HostHandlerRules(abilities, limits);
    HostSourceRules sources = new HostSourceRules(abilities, limits);
    for (var handler : topology.handlers().values()) {
      handlers.check(handler, topology.queueOf(handler));
      sources.check(handler);
    }
    variables(topology.variables(), abilities.runs().maxVariablesBytes(), limits);
  }

  private static void variables(Map<String, Variable> variables, int most, Limits limits) {
    int bytes = 0;
    for (Map.Entry<String, Variable> entry : variables.entrySet()) {
      bytes += length(entry.getKey());
      if (entry.getValue() instanceof Variable.Plain plain) {
        bytes += length(plain.value());
      }
    }
    if (bytes > most) {
      limits.refuse(
          "variables",
          "has room for " + most + " bytes of names and values beside Ferry's own, not " + bytes,
          "Move the large ones to secrets or to the code.");
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
