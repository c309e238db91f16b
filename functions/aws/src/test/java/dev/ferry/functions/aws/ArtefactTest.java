package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What a function carries beside its handlers: a cold start reads it from a network. */
class ArtefactTest {
  private static final long TEN_MEBIBYTES = 10L << 20;

  /** A zip says of each file where it is, twice. */
  private static final int BYTES_OF_AN_ENTRY = 76;

  private static List<Path> carried() throws IOException {
    try (InputStream written = ArtefactTest.class.getResourceAsStream("/runtime-class-path")) {
      String text =
          new String(Objects.requireNonNull(written).readAllBytes(), StandardCharsets.UTF_8);
      return Pattern.compile(System.getProperty("path.separator"), Pattern.LITERAL)
          .splitAsStream(text.strip())
          .map(Path::of)
          .toList();
    }
  }

  @Test
  void everythingTogether_isBelowTenMebibytes() throws IOException {
    assertThat(carried().stream().mapToLong(ArtefactTest::packedBytes).sum())
        .isBetween(TEN_MEBIBYTES / 2, TEN_MEBIBYTES);
  }

  @Test
  void noLibrary_isThereTwice_orForNothing() throws IOException {
    assertThat(carried())
        .extracting(path -> path.getFileName().toString())
        .filteredOn(name -> name.endsWith(".jar"))
        .doesNotHaveDuplicates()
        .anyMatch(name -> name.startsWith("jackson-core"))
        .anyMatch(name -> name.startsWith("url-connection-client"))
        .noneMatch(name -> name.contains("databind"))
        .noneMatch(name -> name.contains("netty"))
        .noneMatch(name -> name.contains("apache"))
        .noneMatch(name -> name.contains("lambda-java-events"))
        .noneMatch(name -> name.contains("elasticmq"));
  }

  /** What an entry of the class path takes in a zip, be it a jar or the folder of a module. */
  private static long packedBytes(Path entry) {
    try {
      return Files.isDirectory(entry) ? packedFolder(entry) : packedJar(entry);
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
