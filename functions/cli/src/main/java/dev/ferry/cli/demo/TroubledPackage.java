package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.simulation.Seed;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The package of the demo's functions: what users deploy, with what makes trouble in it. */
final class TroubledPackage {
  /** The checkout, which the launcher names: it has built the samples. */
  private static final String HOME = "ferry.home";

  private TroubledPackage() {}

  /** Writes the zip that the demo deploys on a cloud. */
  static void write(Path zip, Cloud cloud, DemoSample sample) throws IOException {
    Path project = projectOf(sample);
    List<Path> classPath =
        new ArrayList<>(
            project == null ? elements(System.getProperty("java.class.path")) : built(project));
    classPath.addAll(trouble(sample));
    Artefact.of(classPath.stream().distinct().toList())
        .write(zip, cloud.layout(), project == null ? Path.of("") : project);
  }

  /** Null in a build's tests, which are packaged with all that they run with. */
  private static @Nullable Path projectOf(DemoSample sample) {
    String home = System.getProperty(HOME);
    return home == null ? null : Path.of(home, "functions", "samples", "orders", sample.name());
  }

  private static List<Path> built(Path project) throws IOException {
    Path target = project.resolve("target/quick");
    List<Path> classPath = new ArrayList<>(List.of(target.resolve("classes")));
    classPath.addAll(elements(Files.readString(target.resolve("launcher/classpath")).strip()));
    return classPath;
  }

  private static List<Path> elements(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .filter(element -> !element.isEmpty())
        .map(Path::of)
        .toList();
  }

  private static List<Path> trouble(DemoSample sample) {
    return Stream.of(sample.entry(), CrashPoint.class, Seed.class)
        .map(TroubledPackage::locationOf)
        .toList();
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
