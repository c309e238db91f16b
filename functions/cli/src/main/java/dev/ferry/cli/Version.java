package dev.ferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which Ferry this is, on which Java, as the build wrote it into the class path. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      build.load(Objects.requireNonNull(in, "version.properties is not on the class path"));
    }
    return new String[] {
      "ferry " + build.getProperty("version"),
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
