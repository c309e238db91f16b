package dev.ferry.cli.cloud;

import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.Layout;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** The package of the contract's function, for each cloud. */
public final class ContractPackage {
  /** What tests and servers are made of, and functions are not. */
  private static final Pattern NOT_OF_A_FUNCTION =
      Pattern.compile(
          ".*/(elasticmq|scal|pekko|pureconfig|parboiled|spray|ssl-config|config-|commons-"
              + "|http(client|core)-|h2-|junit|jqwik|assertj|opentest4j|apiguardian|byte-buddy"
              + "|picocli|surefire|lambda-2\\.|snakeyaml|logback|java-function-invoker|jetty"
              + "|ferry-(host|peers)-)[^/]*");

  /** What functions of one cloud alone are made of. */
  private static final Map<String, Pattern> OF_A_CLOUD =
      Map.of(
          "aws",
          Pattern.compile(".*(/software/amazon/|/com/amazonaws/|/ferry-[a-z-]*(aws|dynamodb)-).*"),
          "google",
          Pattern.compile(
              ".*(/com/google/|/io/grpc/|/io/opencensus/|/ferry-[a-z-]*(google|firestore)-).*"),
          "azure",
          Pattern.compile(
              ".*(/com/azure/|/com/microsoft/|/io/projectreactor/|/org/apache/qpid/|/ferry-[a-z-]*azure-).*"));

  private static final ConcurrentMap<String, Path> MADE = new ConcurrentHashMap<>();

  private ContractPackage() {}

  /**
   * The zip, out of what the tests run with. Made once for each layout: making it takes longer than
   * what is shown with it.
   */
  public static Path of(Layout layout) {
    return MADE.computeIfAbsent(layout.name(), name -> write(layout));
  }

  private static Path write(Layout layout) {
    try {
      List<Path> classPath =
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
              .filter(element -> !element.isEmpty())
              .filter(element -> isOfAFunction(element, layout.name()))
              .map(Path::of)
              .toList();
      Path zip = Files.createTempFile("ferry-contract-" + layout.name(), ".zip");
      zip.toFile().deleteOnExit();
      Artefact.of(classPath).write(zip, layout, Objects.requireNonNull(zip.getParent()));
      return zip;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static boolean isOfAFunction(String element, String cloud) {
    return !NOT_OF_A_FUNCTION.matcher(element).matches()
        && OF_A_CLOUD.entrySet().stream()
            .noneMatch(
                other ->
                    !other.getKey().equals(cloud) && other.getValue().matcher(element).matches());
  }
}
