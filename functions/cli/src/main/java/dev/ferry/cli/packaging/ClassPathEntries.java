package dev.ferry.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads what lies on a class path: folders of classes and jars, in its order. */
final class ClassPathEntries {
  private ClassPathEntries() {}

  /** Is given each file. */
  interface Sink {
    /**
     * A file.
     *
     * @param origin the folder or jar, by its name
     * @param name its path in it, with slashes
     */
    void accept(String origin, String name, byte[] content) throws IOException;
  }

  /**
   * Gives every file to {@code sink}; those of one folder or jar sorted by name.
   *
   * @throws IOException when one of them cannot be read
   */
  static void read(List<Path> classPath, Sink sink) throws IOException {
    for (Path element : classPath) {
      if (Files.isDirectory(element)) {
        readFolder(element, sink);
      } else {
        readJar(element, sink);
      }
    }
  }

  private static void readFolder(Path folder, Sink sink) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      sink.accept(folder.toString(), name, Files.readAllBytes(file));
    }
  }

  private static void readJar(Path jar, Sink sink) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          String origin = String.valueOf(jar.getFileName());
          sink.accept(origin, entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }
}
