package dev.ferry.junit;

import dev.ferry.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the topology that a test names. */
final class TopologyFile {
  private TopologyFile() {}

  /** Looks beside these classes, then from the root of the class path, then for a file. */
  static Topology find(String name, Class<?>... beside) {
    for (Class<?> neighbour : beside) {
      Optional<Topology> found = read(name, neighbour.getResourceAsStream(name));
      if (found.isPresent()) {
        return found.get();
      }
    }
    ClassLoader classPath = beside[0].getClassLoader();
    return read(name, classPath.getResourceAsStream(name)).orElseGet(() -> file(name, beside));
  }

  private static Optional<Topology> read(String name, @Nullable InputStream resource) {
    if (resource == null) {
      return Optional.empty();
    }
    try (resource) {
      return Optional.of(Topology.parse(name, resource));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Topology file(String name, Class<?>... beside) {
    Path file = Path.of(name);
    if (Files.exists(file)) {
      return Topology.parse(file);
    }
    String neighbours =
        Arrays.stream(beside).map(Class::getName).distinct().collect(Collectors.joining(" or "));
    throw new IllegalArgumentException(
        "no topology '%s': not a resource beside %s, not one from the root of the class path, and not the file %s"
            .formatted(name, neighbours, file.toAbsolutePath()));
  }
}
