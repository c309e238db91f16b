package dev.ferry.functions.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a function carries beside its handlers: a cold start reads it from a network. */
class ArtefactTest {
  private static final long MEBIBYTE = 1L << 20;

  private static List<Path> carried() throws IOException {
    try (InputStream written = ArtefactTest.class.getResourceAsStream("/runtime-class-path")) {
      byte[] elements = Objects.requireNonNull(written).readAllBytes();
      return Arrays.stream(
              new String(elements, StandardCharsets.UTF_8)
                  .strip()
                  .split(System.getProperty("path.separator"), -1))
          .map(Path::of)
          .toList();
    }
  }

  @Test
  void everythingTogether_isBelowTenMebibytes() throws IOException {
    assertThat(carried().stream().mapToLong(ArtefactTest::bytes).sum())
        .isBetween(5 * MEBIBYTE, 10 * MEBIBYTE);
  }

  /** Of a jar, or of a module's folder. */
  private static long bytes(Path element) {
    try (Stream<Path> files = Files.walk(element)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void noLibrary_isThereTwice_orForNothing() throws IOException {
    assertThat(carried())
        .extracting(path -> path.getFileName().toString())
        .filteredOn(name -> name.endsWith(".jar"))
        .doesNotHaveDuplicates()
        .anyMatch(name -> name.startsWith("jackson-core"))
        .anyMatch(name -> name.startsWith("azure-messaging-servicebus"))
        .anyMatch(name -> name.startsWith("azure-data-tables"))
        .anyMatch(name -> name.startsWith("azure-core-http-jdk-httpclient"))
        .noneMatch(name -> name.contains("netty"))
        .noneMatch(name -> name.contains("okhttp"))
        .noneMatch(name -> name.contains("azure-identity"))
        .noneMatch(name -> name.contains("msal"))
        .noneMatch(name -> name.contains("azure-storage"))
        .noneMatch(name -> name.contains("azure-cosmos"))
        .noneMatch(name -> name.contains("ferry-peers"))
        .noneMatch(name -> name.contains("ferry-host"));
  }
}
