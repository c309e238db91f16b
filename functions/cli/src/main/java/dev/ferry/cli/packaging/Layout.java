package dev.ferry.cli.packaging;

import dev.ferry.cli.command.Named;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a cloud looks for what in the zip of a function: {@code --on} of {@code ferry package}
 * chooses one by its name. Found by ServiceLoader; stateless.
 */
public interface Layout extends Named {
  /** The path of the one jar with all classes in the zip, such as {@code lib/function.jar}. */
  String jar();

  /**
   * More files of the zip, by their path in it; each time the same.
   *
   * @param artefact what the jar will hold
   * @param project the folder of the Maven project whose build it is, or of the first class path
   *     element
   */
  default Map<String, byte[]> beside(Artefact artefact, Path project) throws IOException {
    return Map.of();
  }

  /** The class path that the cloud gives to a function whose zip was unpacked into a folder. */
  List<Path> classPath(Path folder) throws IOException;

  /** Whether the package says itself what is run, so that nobody has to name an entry class. */
  default boolean saysEntry() {
    return false;
  }

  /** What the cloud takes unpacked, at most. */
  Limit limit();

  /**
   * A cloud's limit.
   *
   * @param bytes how much it takes
   * @param whose whose limit it is, for a message: "Lambda"
   */
  record Limit(long bytes, String whose) {}
}
