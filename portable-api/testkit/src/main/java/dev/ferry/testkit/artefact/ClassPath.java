package dev.ferry.testkit.artefact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipFile;

/** Jars, and folders of modules, as they would be packed into one zip. */
record ClassPath(List<Path> elements) {
  /** A zip says of each file where it is, twice. */
  private static final int BYTES_OF_AN_ENTRY = 76;

  ClassPath {
    elements = List.copyOf(elements);
  }

  /** As the platform writes it. */
  static ClassPath parse(String text) {
    return new ClassPath(
        Pattern.compile(System.getProperty("path.separator"), Pattern.LITERAL)
            .splitAsStream(text.strip())
            .map(Path::of)
            .toList());
  }

  /** The names of its jars. */
  List<String> jars() {
    return elements.stream()
        .map(element -> element.getFileName().toString())
        .filter(name -> name.endsWith(".jar"))
        .toList();
  }

  /** What its elements take in a zip. */
  long packedBytes() {
    return elements.stream().mapToLong(ClassPath::packedBytes).sum();
  }

  private static long packedBytes(Path element) {
    try {
      return Files.isDirectory(element) ? packedFolder(element) : packedJar(element);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long packedJar(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(file -> !file.isDirectory())
          .mapToLong(file -> entryBytes(file.getName()) + file.getCompressedSize())
          .sum();
    }
  }

  private static long packedFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> entryBytes(folder.relativize(file).toString()) + deflated(file))
          .sum();
    }
  }

  private static long entryBytes(String name) {
    return BYTES_OF_AN_ENTRY + 2L * name.length();
  }

  private static long deflated(Path file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      Files.copy(file, deflater);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return packed.size();
  }
}
