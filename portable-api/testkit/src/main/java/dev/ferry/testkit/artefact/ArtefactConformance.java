package dev.ferry.testkit.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What a function carries beside its handlers: a cold start reads it from a network. The class path
 * is the resource {@code /runtime-class-path} of the tests, which the build writes down.
 */
public abstract class ArtefactConformance {
  private static final long MEBIBYTE = 1L << 20;

  private final int most;
  private final List<String> needed;
  private final List<String> unwanted;

  /**
   * A suite.
   *
   * @param mebibytes what everything together takes in a zip at most; half of it, at least
   * @param needed how names of libraries begin that have to be there
   * @param unwanted what no library's name contains
   */
  protected ArtefactConformance(int mebibytes, List<String> needed, List<String> unwanted) {
    this.most = mebibytes;
    this.needed = List.copyOf(needed);
    this.unwanted = List.copyOf(unwanted);
  }

  private ClassPath carried() throws IOException {
    try (InputStream written = getClass().getResourceAsStream("/runtime-class-path")) {
      return ClassPath.parse(
          new String(Objects.requireNonNull(written).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everythingTogether_isWithinItsBounds() throws IOException {
    assertThat(carried().packedBytes()).isBetween(most * MEBIBYTE / 2, most * MEBIBYTE);
  }

  @Test
  void noLibrary_isThereTwice_orForNothing() throws IOException {
    List<String> jars = carried().jars();

    assertThat(jars).doesNotHaveDuplicates();
    assertThat(needed).allSatisfy(name -> assertThat(jars).anyMatch(jar -> jar.startsWith(name)));
    assertThat(unwanted).allSatisfy(name -> assertThat(jars).noneMatch(jar -> jar.contains(name)));
  }
}
