package dev.ferry.cli.packaging.azure;

import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A function app as Azure takes it: {@code host.json}, a folder with a {@code function.json} for
 * each annotated method, and one jar. The project's own host.json is taken where it has one.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-reference-java">folder
 *     structure</a>
 */
public final class AzureLayout implements Layout {
  private static final String JAR = "function.jar";
  private static final String HOST_FILE = "host.json";

  /**
   * What the consumption plan keeps of an app.
   *
   * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-scale">limits</a>
   */
  private static final long MOST_UNPACKED_BYTES = 1L << 30;

  /**
   * Nothing is fetched ahead, whose lock would end while it waits; a lock lasts as long as the
   * longest run; a session that has nothing more makes room for the next.
   */
  private static final String DEFAULT_HOST_FILE =
      """
      {
        "version": "2.0",
        "functionTimeout": "00:05:00",
        "extensionBundle": {
          "id": "Microsoft.Azure.Functions.ExtensionBundle",
          "version": "[4.*, 5.0.0)"
        },
        "extensions": {
          "serviceBus": {
            "prefetchCount": 0,
            "autoCompleteMessages": true,
            "maxAutoLockRenewalDuration": "00:05:00",
            "sessionIdleTimeout": "00:00:01"
          }
        }
      }
      """;

  /** For ServiceLoader. */
  public AzureLayout() {}

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public String jar() {
    return JAR;
  }

  @Override
  public Map<String, byte[]> beside(Artefact artefact, Path project) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Path own = project.resolve(HOST_FILE);
    files.put(
        HOST_FILE,
        Files.isRegularFile(own)
            ? Files.readAllBytes(own)
            : DEFAULT_HOST_FILE.getBytes(StandardCharsets.UTF_8));
    new AnnotatedFunctions(artefact)
        .files("../" + JAR)
        .forEach(
            (function, json) ->
                files.put(function + "/function.json", json.getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  /** The jars of the app, its own first, as the worker has them. */
  @Override
  public List<Path> classPath(Path folder) throws IOException {
    List<Path> classPath = new ArrayList<>(jars(folder));
    Path libraries = folder.resolve("lib");
    if (Files.isDirectory(libraries)) {
      classPath.addAll(jars(libraries));
    }
    return classPath;
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Its function.json files do. */
  @Override
  public boolean saysEntry() {
    return true;
  }

  @Override
  public Limit limit() {
    return new Limit(MOST_UNPACKED_BYTES, "a function app");
  }
}
