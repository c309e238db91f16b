package dev.ferry.cli.packaging;

import dev.ferry.cli.command.Choices;
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
  private static final Layouts LAYOUTS = new Layouts();

  @Spec private CommandSpec spec;

  @Option(
      names = "--on",
      required = true,
      paramLabel = "CLOUD",
      completionCandidates = Layouts.class,
      description = "Where the function is to run: ${COMPLETION-CANDIDATES}.")
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
      description = "The zip to write (default: target/function-CLOUD.zip of the project).")
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
    Layout layout =
        LAYOUTS
            .find(cloud)
            .orElseThrow(
                () ->
                    wrong("--on: no packages for '" + cloud + "' yet; it is " + LAYOUTS.inWords()));
    try {
      Artefact artefact = Artefact.of(classPath());
      Artefact.Written written = artefact.write(target(), layout, folder());
      print(artefact, written);
      return fits(artefact, layout.limit()) ? 0 : 1;
    } catch (PackagingException refused) {
      spec.commandLine().getErr().println("ferry: " + refused.getMessage());
      return 1;
    }
  }

  private boolean fits(Artefact artefact, Layout.Limit limit) {
    if (artefact.sizeBytes() <= limit.bytes()) {
      return true;
    }
    spec.commandLine()
        .getErr()
        .println(
            "ferry: package: %d MB unpacked, where %s takes %d; leave dependencies out"
                .formatted(artefact.sizeBytes() >> 20, limit.whose(), limit.bytes() >> 20));
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
        throw wrong("--class-path: there is no '" + element + "'");
      }
    }
    return elements;
  }

  private Path folder() {
    return project == null ? Path.of("") : project;
  }

  private Path target() {
    return output == null ? folder().resolve("target/function-" + cloud + ".zip") : output;
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

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The clouds that there are packages for. */
  static final class Layouts extends Choices<Layout> {
    Layouts() {
      super(Layout.class);
    }
  }
}
