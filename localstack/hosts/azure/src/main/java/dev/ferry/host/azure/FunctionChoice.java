package dev.ferry.host.azure;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of an app's functions runs a handler: the one whose trigger agrees with what the topology
 * says of the handler's queue, its sessions and its batches.
 *
 * @param functions the app's, on Service Bus
 * @param entry the class that is meant; null for any
 */
public record FunctionChoice(List<FunctionFile> functions, @Nullable String entry) {
  /** Leaves out what has other triggers. */
  public FunctionChoice {
    functions = functions.stream().filter(FunctionFile::onServiceBus).toList();
  }

  /**
   * The function.
   *
   * @throws IllegalArgumentException when none agrees, or several do; it says what to do
   */
  public FunctionFile of(Topology topology, Handler handler) {
    boolean ordered = topology.queue(handler.source().queue()).ordered();
    boolean batches = !ordered && handler.batch().size() > 1;
    List<FunctionFile> meant =
        functions.stream().filter(function -> entry == null || function.isOf(entry)).toList();
    if (meant.isEmpty() && entry != null) {
      throw new IllegalArgumentException(
          "deploy handler '%s': class %s has no function on Service Bus in the package; name another, or none"
              .formatted(handler.name(), entry));
    }
    List<FunctionFile> agreeing =
        meant.stream()
            .filter(function -> function.sessions() == ordered)
            .filter(function -> batches || !function.many())
            .toList();
    if (batches && agreeing.stream().anyMatch(FunctionFile::many)) {
      agreeing = agreeing.stream().filter(FunctionFile::many).toList();
    }
    if (agreeing.size() != 1) {
      throw new IllegalArgumentException(
          "deploy handler '%s': %s functions of the package have a trigger %s sessions%s (%s); %s"
              .formatted(
                  handler.name(),
                  agreeing.isEmpty() ? "no" : agreeing.size(),
                  ordered ? "with" : "without",
                  batches ? "" : " for one message at a time",
                  String.join(", ", meant.stream().map(FunctionFile::name).toList()),
                  agreeing.isEmpty() ? "write one" : "name the class of the one that is meant"));
    }
    return agreeing.get(0);
  }
}
