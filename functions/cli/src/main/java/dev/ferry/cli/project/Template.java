package dev.ferry.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a new project.
 *
 * @param name the project's name
 * @param packageName the package of its classes
 * @param version the version of Ferry that it uses
 */
record Template(String name, String packageName, String version) {

  /** Where each file of the template goes. */
  private Map<String, String> places() {
    String folder = packageName.replace('.', '/');
    Map<String, String> places = new LinkedHashMap<>();
    places.put("pom.xml", "pom.xml");
    places.put("README.md", "README.md");
    places.put("gitignore", ".gitignore");
    places.put("topology.yaml", "src/main/resources/topology.yaml");
    places.put("App.java", "src/main/java/" + folder + "/App.java");
    places.put("OnLambda.java", "src/main/java/" + folder + "/OnLambda.java");
    places.put("AppTest.java", "src/test/java/" + folder + "/AppTest.java");
    places.put("wrapper/mvnw", "mvnw");
    places.put("wrapper/maven-wrapper.properties", ".mvn/wrapper/maven-wrapper.properties");
    return places;
  }

  /** Writes them into a folder, which is made. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, String> place : places().entrySet()) {
      Path target = folder.resolve(place.getValue());
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.writeString(target, filled(place.getKey()));
    }
    if (!folder.resolve("mvnw").toFile().setExecutable(true)) {
      throw new IOException("make " + folder.resolve("mvnw") + " executable");
    }
  }

  private String filled(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Template.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("__NAME__", name)
          .replace("__PACKAGE__", packageName)
          .replace("__VERSION__", version);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
