package dev.ferry.cli.project;

import dev.ferry.cli.Version;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a project with a handler, its topology, a test and an entry class. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a Maven project with a handler, its topology, a test on a broker in the JVM, and an",
      "entry class for Lambda. From a checkout of Ferry it puts Ferry's artefacts into the local",
      "Maven repository first, since they are not published yet."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the project is there",
      "1:it could not be made",
      "2:an option is wrong, or something is in its place"
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ferry new ~/work/greeter --package com.acme.greeter && cd ~/work/greeter && ./mvnw verify")
public final class NewCommand implements Callable<Integer> {
  /** The checkout that the launcher runs from. */
  private static final String HOME = "ferry.home";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make; its name is the project's.")
  private Path folder;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      defaultValue = "com.example",
      description = "The package of its classes (default: ${DEFAULT-VALUE}).")
  private String packageName;

  @Option(names = "--no-install", description = "Leaves the local Maven repository as it is.")
  private boolean noInstall;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public NewCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          "'"
              + name
              + "' is no name for a project: lower-case letters, digits and '-', 40 at most");
    }
    if (!PACKAGE.matcher(packageName).matches()) {
      throw wrong("--package: '" + packageName + "' is no package, such as com.acme.orders");
    }
    if (isInTheWay()) {
      throw wrong(folder + " is there and not empty; name another folder");
    }
    new Template(name, packageName, Version.ofFerry()).write(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.println("made " + folder + "; see its README.md");
    out.flush();
    return noInstall || install() ? 0 : 1;
  }

  private boolean isInTheWay() throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  /** Puts Ferry's artefacts where Maven finds them; nothing to do outside of a checkout. */
  private boolean install() throws IOException, InterruptedException {
    @Nullable String home = System.getProperty(HOME);
    if (home == null) {
      return true;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("ferry: installing Ferry's artefacts into the local Maven repository");
    err.flush();
    Path log = Files.createTempFile("ferry-install", ".log");
    Process build =
        new ProcessBuilder(
                List.of(
                    Path.of(home, "mvnw").toString(),
                    "-q",
                    "-B",
                    "-ntp",
                    "-Dquick",
                    "-Dmaven.test.skip",
                    "-pl",
                    ":ferry-functions-aws,:ferry-embedded-junit,:ferry-bom",
                    "-am",
                    "install"))
            .directory(new File(home))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    boolean installed = build.waitFor() == 0;
    if (!installed) {
      err.println("ferry: install: the build of " + home + " failed; its log is " + log);
    } else {
      Files.delete(log);
    }
    return installed;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
