package dev.ferry.cli.packaging;

import dev.ferry.cli.command.Choices;
import dev.ferry.cli.command.Output;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private Output output;

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
  private @Nullable Path file;

  @Option(names = "--list", description = "Prints every file in it, with its size.")
  private boolean list;

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
                    output.wrong(
                        "--on: no packages for '" + cloud + "' yet; it is " + LAYOUTS.inWords()));
    try {
      Artefact artefact = Artefact.of(classPath());
      Artefact.Written written = artefact.write(target(), layout, folder());
      print(artefact, written);
      return fits(artefact, layout.limit()) ? 0 : 1;
    } catch (PackagingException refused) {
      output.tell(String.valueOf(refused.getMessage()));
      return 1;
    }
  }

  private boolean fits(Artefact artefact, Layout.Limit limit) {
    if (artefact.sizeBytes() <= limit.bytes()) {
      return true;
    }
    output.tell(
        "package: %d MB unpacked, where %s takes %d; leave dependencies out"
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
        throw output.wrong("--class-path: there is no '" + element + "'");
      }
    }
    return elements;
  }

  private Path folder() {
    return project == null ? Path.of("") : project;
  }

  private Path target() {
    return file == null ? folder().resolve("target/function-" + cloud + ".zip") : file;
  }

  private void print(Artefact artefact, Artefact.Written written) {
    PrintWriter out = output.out();
    if (list) {
      written.beside().forEach((name, bytes) -> out.printf("%9d %s%n", bytes, name));
      artefact.names().forEach(name -> out.printf("%9d %s%n", artefact.sizeBytes(name), name));
    }
    artefact.shadowed().forEach(name -> output.tell("left out " + name));
    if (output.json()) {
      output.print(fields(artefact, written));
    } else {
      out.printf(
          "%s: %,d KB, %d files, %,d KB unpacked, sha256 %s%n",
          written.file(),
          written.sizeBytes() / 1024,
          artefact.names().size() + written.beside().size(),
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
    fields.put("files", artefact.names().size() + written.beside().size());
    fields.put("sha256", written.sha256());
    return fields;
  }

  /** The clouds that there are packages for. */
  static final class Layouts extends Choices<Layout> {
    Layouts() {
      super(Layout.class);
    }
  }
}
