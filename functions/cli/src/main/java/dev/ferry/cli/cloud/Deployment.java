package dev.ferry.cli.cloud;

import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Topology;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed: a function for each handler, all of them one package. Immutable.
 *
 * @param topology names functions and their numbers
 * @param plan where its channels are
 * @param code the zip that {@code ferry package} made
 * @param entry the class that is run; null where the package says it
 * @param variables what every function is told, beside its handler, its policy, its channels, and
 *     what it finds the cloud by
 */
public record Deployment(
    Topology topology,
    ApplicationPlan plan,
    Path code,
    @Nullable String entry,
    Map<String, String> variables) {
  /** Copies the variables. */
  public Deployment {
    variables = Map.copyOf(variables);
  }
}
