package dev.ferry.host.google;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as it is deployed: what the platform is told when it is created. Immutable.
 *
 * @param name its name
 * @param entry the name of its entry class
 * @param classPath the artefact's jars and folders
 * @param timeout after which a request is ended
 * @param environment its variables
 */
public record FunctionSpec(
    String name,
    String entry,
    List<Path> classPath,
    Duration timeout,
    Map<String, String> environment) {
  /** Copies the collections. */
  public FunctionSpec {
    classPath = List.copyOf(classPath);
    environment = Map.copyOf(environment);
  }
}
