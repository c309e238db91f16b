package dev.ferry.cli.packaging.aws;

import dev.ferry.cli.packaging.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A zip as Lambda takes it: jars in {@code lib}, and whatever else is on the class path, too. */
public final class LambdaLayout implements Layout {
  private static final String LIBRARIES = "lib";

  /**
   * What Lambda takes unpacked.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
   */
  private static final long MOST_UNPACKED_BYTES = 250L * 1024 * 1024;

  /** For ServiceLoader. */
  public LambdaLayout() {}

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public String jar() {
    return LIBRARIES + "/function.jar";
  }

  /** The folder itself, and the jars in lib. */
  @Override
  public List<Path> classPath(Path folder) throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(folder));
    Path libraries = folder.resolve(LIBRARIES);
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> jars = Files.list(libraries)) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(classPath::add);
      }
    }
    return classPath;
  }

  @Override
  public Limit limit() {
    return new Limit(MOST_UNPACKED_BYTES, "Lambda");
  }
}
