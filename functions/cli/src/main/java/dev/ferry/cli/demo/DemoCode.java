package dev.ferry.cli.demo;

import dev.ferry.cli.demo.lambda.DemoFunction;
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

/** What the demo's functions on AWS are made of. */
final class DemoCode {
  /** Their entry. */
  static final String ENTRY = DemoFunction.class.getName() + "::handleRequest";

  /** The folder of the order system's functions, as the launcher has built it. */
  private static final String BUILT = "ferry.orders.aws";

  private DemoCode() {}

  /** What users deploy: the order system; in a build's tests, all that they run with. */
  static List<Path> packaged() throws IOException {
    String built = System.getProperty(BUILT);
    if (built == null) {
      return elements(System.getProperty("java.class.path"));
    }
    List<Path> classPath = new ArrayList<>(List.of(Path.of(built, "classes")));
    classPath.addAll(elements(Files.readString(Path.of(built, "launcher", "classpath")).strip()));
    return classPath;
  }

  private static List<Path> elements(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  /** What makes trouble, beside it. */
  static List<Path> trouble() {
    return Stream.of(DemoFunction.class, CrashPoint.class, Seed.class)
        .map(DemoCode::locationOf)
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
