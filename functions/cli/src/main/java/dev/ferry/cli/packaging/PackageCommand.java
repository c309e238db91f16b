package dev.ferry.cli.packaging;

import io.avaje.jsonb.Jsonb;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the artefact that functions are deployed as. */
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the zip that functions are deployed as: one for all handlers of an application,",
      "which FERRY_HANDLER tells apart. The same sources give the same bytes."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the artefact is made",
      "1:it could not be made, or is too large to be deployed",
      "2:an option is wrong"
    },
    footerHeading = "%nExample:%n",
    footer = "  ferry package --on aws --project functions/samples/orders/aws")
public final class PackageCommand implements Callable<Integer> {
  /**
   * What Lambda takes unpacked.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
   */
  private static final long MOST_UNPACKED_BYTES = 250L * 1024 * 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--on",
      required = true,
      paramLabel = "CLOUD",
      description = "Where the function is to run: aws.")
  private String cloud;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "The Maven project of the entry class (default: this folder).")
  private @Nullable Path project;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "Packages these folders and jars instead of building a project.")
  private @Nullable String classPath;

  @Option(
      names = "--maven",
      paramLabel = "ARG",
      description = "One more argument for Maven; may be given several times.")
  private List<String> mavenArguments = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The zip to write (default: target/function-aws.zip of the project).")
  private @Nullable Path output;

  @Option(names = "--list", description = "Prints every file in it, with its size.")
  private boolean list;

  @Option(names = "--json", description = "Prints one JSON object as the last line.")
  private boolean json;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public PackageCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!cloud.equals("aws")) {
      throw new ParameterException(
          spec.commandLine(), "--on: no packages for '" + cloud + "' yet; it is aws");
    }
    try {
      Artefact artefact = Artefact.of(classPath());
      Artefact.Written written = artefact.write(target());
      print(artefact, written);
      return fits(artefact) ? 0 : 1;
    } catch (PackagingException refused) {
      spec.commandLine().getErr().println("ferry: " + refused.getMessage());
      return 1;
    }
  }

  private boolean fits(Artefact artefact) {
    if (artefact.sizeBytes() <= MOST_UNPACKED_BYTES) {
      return true;
    }
    spec.commandLine()
        .getErr()
        .println(
            "ferry: package: %d MB unpacked, where Lambda takes 250; leave dependencies out"
                .formatted(artefact.sizeBytes() >> 20));
    return false;
  }

  private List<Path> classPath() throws IOException, InterruptedException {
    if (classPath == null) {
      return new MavenProject(folder(), mavenArguments).classPath();
    }
    List<Path> elements =
        Arrays.stream(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    for (Path element : elements) {
      if (!Files.exists(element)) {
        throw new ParameterException(
            spec.commandLine(), "--class-path: there is no '" + element + "'");
      }
    }
    return elements;
  }

  private Path folder() {
    return project == null ? Path.of("") : project;
  }

  private Path target() {
    return output == null ? folder().resolve("target/function-aws.zip") : output;
  }

  private void print(Artefact artefact, Artefact.Written written) {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      artefact.names().forEach(name -> out.printf("%9d %s%n", artefact.sizeBytes(name), name));
    }
    artefact
        .shadowed()
        .forEach(name -> spec.commandLine().getErr().println("ferry: left out " + name));
    if (json) {
      out.println(Jsonb.instance().type(Object.class).toJson(fields(artefact, written)));
    } else {
      out.printf(
          "%s: %,d KB, %d files, %,d KB unpacked, sha256 %s%n",
          written.file(),
          written.sizeBytes() / 1024,
          artefact.names().size(),
          artefact.sizeBytes() / 1024,
          written.sha256());
    }
    out.flush();
  }

  private static Map<String, Object> fields(Artefact artefact, Artefact.Written written) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", written.file().toString());
    fields.put("sizeBytes", written.sizeBytes());
    fields.put("unpackedBytes", artefact.sizeBytes());
    fields.put("files", artefact.names().size());
    fields.put("sha256", written.sha256());
    return fields;
  }
}
