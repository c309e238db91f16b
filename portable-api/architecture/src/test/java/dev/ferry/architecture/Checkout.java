package dev.ferry.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout that these tests are built from: its poms and sources. */
final class Checkout {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Checkout() {}

  /** Its folder. */
  static Path root() {
    return ROOT;
  }

  /** The folders of all modules, relative to the root, in the order of the root pom. */
  static List<String> modules() {
    return all(pom(""), "<module>(.+)</module>");
  }

  /** The text of the pom in a folder. */
  static String pom(String folder) {
    return read(ROOT.resolve(folder).resolve("pom.xml"));
  }

  /** The artifactId of the module in a folder. */
  static String artifactId(String folder) {
    return all(pom(folder).replaceFirst("(?s)<parent>.*</parent>", ""), "<artifactId>(.+)<").get(0);
  }

  /** The module's Java sources that are shipped. */
  static List<Path> sources(String folder) {
    Path root = ROOT.resolve(folder).resolve("src/main/java");
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the first group of a pattern matched, at each place where it does. */
  static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
