package dev.ferry.cli.cloud;

import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The package of {@link ContractFunction}. */
public final class ContractPackage {
  /** What tests and servers are made of, and functions are not. */
  private static final Pattern NOT_OF_A_FUNCTION =
      Pattern.compile(
          ".*(elasticmq|scala|pekko|junit|jqwik|assertj|opentest4j|apiguardian|byte-buddy|picocli"
              + "|surefire|lambda-2\\.|snakeyaml|logback|java-function-invoker|jetty|grpc|google).*");

  private ContractPackage() {}

  /** Writes it, out of what the tests run with. */
  public static Path write(Path folder, Layout layout) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(element -> !element.isEmpty())
            .map(Path::of)
            .filter(ContractPackage::isOfAFunction)
            .toList();
    Path zip = folder.resolve("contract.zip");
    Artefact.of(classPath).write(zip, layout, folder);
    return zip;
  }

  private static boolean isOfAFunction(Path element) {
    return !NOT_OF_A_FUNCTION.matcher(String.valueOf(element.getFileName())).matches();
  }
}
