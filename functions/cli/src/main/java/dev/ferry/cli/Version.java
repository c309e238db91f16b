package dev.ferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which Ferry this is, on which Java, as the build wrote it into the class path. */
public final class Version implements IVersionProvider {
  /** For picocli, which makes it. */
  public Version() {}

  /** The version of Ferry, such as {@code 0.1.0}. */
  public static String ofFerry() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      build.load(Objects.requireNonNull(in, "version.properties is not on the class path"));
    }
    return build.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "ferry " + ofFerry(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
