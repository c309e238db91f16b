package dev.ferry.host.azure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function app as it is deployed. Immutable.
 *
 * @param name its name
 * @param folder where it is unpacked: host.json, a folder for each function
 * @param classPath its jars
 * @param settings its settings
 * @param instances how many there are, each with a worker's process of its own
 */
public record FunctionAppSpec(
    String name, Path folder, List<Path> classPath, Map<String, String> settings, int instances) {
  /** Copies the collections. */
  public FunctionAppSpec {
    classPath = List.copyOf(classPath);
    settings = Map.copyOf(settings);
  }
}
