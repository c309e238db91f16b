package dev.ferry.host.aws;

import java.nio.file.Path;
import java.util.List;

/**
 * The packaged functions of an application: one artefact for all handlers. Immutable.
 *
 * @param entry {@code package.Class::method} of the entry class
 * @param classPath the unpacked artefact, and whatever else a run needs on its class path
 */
public record FunctionCode(String entry, List<Path> classPath) {
  /** Copies the list. */
  public FunctionCode {
    classPath = List.copyOf(classPath);
  }
}
