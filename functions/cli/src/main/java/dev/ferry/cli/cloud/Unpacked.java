package dev.ferry.cli.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for a package while functions run from it; gone afterwards.
 *
 * @param folder where it is
 */
public record Unpacked(Path folder) implements AutoCloseable {
  /** A new, empty folder. */
  public static Unpacked create() throws IOException {
    return new Unpacked(Files.createTempDirectory("ferry-functions"));
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.delete(one);
    }
  }
}
