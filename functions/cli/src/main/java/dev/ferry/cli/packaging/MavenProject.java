package dev.ferry.cli.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Maven project: its own build says what it is made of. */
final class MavenProject {
  private static final String CLASS_PATH_GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

  private final Path folder;
  private final List<String> arguments;

  /**
   * A project.
   *
   * @param folder where its pom.xml is
   * @param arguments more arguments for Maven
   */
  MavenProject(Path folder, List<String> arguments) {
    this.folder = folder.toAbsolutePath().normalize();
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Builds the project without its tests and gives its runtime class path, its own classes first.
   * Blocks for the build.
   *
   * @throws PackagingException when there is no project, or its build fails
   */
  List<Path> classPath() throws IOException, InterruptedException {
    if (!Files.isRegularFile(folder.resolve("pom.xml"))) {
      throw new PackagingException(
          "package: no pom.xml in "
              + folder
              + "; name a Maven project with --project, or give --class-path");
    }
    Path written = Files.createTempFile("ferry-class-path", ".txt");
    Path log = Files.createTempFile("ferry-build", ".log");
    try {
      Process build =
          new ProcessBuilder(command(written))
              .directory(root().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(new File("/dev/null"))
              .start();
      if (build.waitFor() != 0) {
        throw new PackagingException(
            "package: the build of " + folder + " failed:\n" + Files.readString(log));
      }
      return classPath(written);
    } finally {
      Files.deleteIfExists(written);
      Files.deleteIfExists(log);
    }
  }

  /** The folder that Maven is run in: the one with the wrapper, else the project's own. */
  private Path root() {
    Path wrapper = wrapper();
    Path above = wrapper == null ? null : wrapper.getParent();
    return above != null && Files.isRegularFile(above.resolve("pom.xml")) ? above : folder;
  }

  private @Nullable Path wrapper() {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("mvnw"))) {
        return at.resolve("mvnw");
      }
    }
    return null;
  }

  private List<String> command(Path written) {
    Path wrapper = wrapper();
    List<String> command = new ArrayList<>();
    command.add(wrapper == null ? "mvn" : wrapper.toString());
    command.addAll(List.of("-q", "-B", "-ntp", "-DskipTests"));
    if (!root().equals(folder)) {
      command.addAll(List.of("-pl", root().relativize(folder).toString(), "-am"));
    }
    command.addAll(arguments);
    command.addAll(
        List.of(
            "package", CLASS_PATH_GOAL, "-Dmdep.outputFile=" + written, "-DincludeScope=runtime"));
    return command;
  }

  /** The project's own classes, and what the build has written down: the last project's part. */
  private List<Path> classPath(Path written) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(ownClasses());
    String text = Files.readString(written, StandardCharsets.UTF_8).strip();
    Arrays.stream(text.split(File.pathSeparator, -1))
        .filter(element -> !element.isEmpty())
        .map(Path::of)
        .forEach(classPath::add);
    return classPath;
  }

  private Path ownClasses() {
    String quick = arguments.contains("-Dquick") ? "target/quick/classes" : "target/classes";
    return folder.resolve(quick);
  }
}
