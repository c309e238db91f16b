package dev.ferry.functions.google;

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

/**
 * What a function carries beside its handlers: gRPC and its messages are most of it, Google's own
 * clients are not in it.
 */
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
  void everythingTogether_isBelowThirtyMebibytes() throws IOException {
    assertThat(carried().stream().mapToLong(ArtefactTest::bytes).sum())
        .isBetween(15 * MEBIBYTE, 30 * MEBIBYTE);
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
        .anyMatch(name -> name.startsWith("grpc-netty-shaded"))
        .anyMatch(name -> name.startsWith("proto-google-cloud-pubsub"))
        .anyMatch(name -> name.startsWith("proto-google-cloud-firestore"))
        .noneMatch(name -> name.contains("databind"))
        .noneMatch(name -> name.contains("grpc-xds"))
        .noneMatch(name -> name.contains("conscrypt"))
        .noneMatch(name -> name.contains("alts"))
        .noneMatch(name -> name.contains("gax"))
        .noneMatch(name -> name.contains("google-cloud-pubsub-1"))
        .noneMatch(name -> name.contains("google-cloud-firestore-3"))
        .noneMatch(name -> name.contains("function-invoker"))
        .noneMatch(name -> name.contains("jetty"))
        .noneMatch(name -> name.contains("ferry-peers"))
        .noneMatch(name -> name.contains("ferry-host"));
  }
}
