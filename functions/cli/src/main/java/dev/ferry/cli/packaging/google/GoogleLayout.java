package dev.ferry.cli.packaging.google;

import dev.ferry.cli.packaging.Layout;
import java.nio.file.Path;
import java.util.List;

/**
 * A zip as Cloud Run functions take it: one jar and nothing beside it, so that the build puts the
 * functions framework before it and compiles nothing.
 *
 * @see <a href="https://cloud.google.com/functions/docs/concepts/jvm-langs">deploy from a JAR</a>
 */
public final class GoogleLayout implements Layout {
  private static final String JAR = "function.jar";

  /**
   * What Google takes unpacked.
   *
   * @see <a href="https://cloud.google.com/functions/quotas">quotas</a>
   */
  private static final long MOST_UNPACKED_BYTES = 500L * 1024 * 1024;

  /** For ServiceLoader. */
  public GoogleLayout() {}

  @Override
  public String name() {
    return "google";
  }

  @Override
  public String jar() {
    return JAR;
  }

  @Override
  public List<Path> classPath(Path folder) {
    return List.of(folder.resolve(JAR));
  }

  @Override
  public Limit limit() {
    return new Limit(MOST_UNPACKED_BYTES, "Cloud Run functions");
  }
}
