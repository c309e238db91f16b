package dev.ferry.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The test's own files, read from the sources so that golden ones can be written again. */
final class Resources {

  private static final Path ROOT = Path.of("src", "test", "resources");

  private Resources() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  /** The YAML files of a folder, by name. */
  static List<Path> yaml(String folder) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
