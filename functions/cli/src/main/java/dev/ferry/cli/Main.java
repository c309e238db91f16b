package dev.ferry.cli;

import dev.ferry.cli.demo.DemoCommand;
import dev.ferry.cli.infra.PlanCheckCommand;
import dev.ferry.cli.letters.DeadLettersCommand;
import dev.ferry.cli.packaging.PackageCommand;
import dev.ferry.cli.project.NewCommand;
import dev.ferry.cli.run.RunCommand;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code ferry} command: without a subcommand it prints how to use it. */
@Command(
    name = "ferry",
    description = "One message handler, one failure contract, on every cloud.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      PackageCommand.class,
      NewCommand.class,
      DeadLettersCommand.class,
      PlanCheckCommand.class
    },
    versionProvider = Version.class)
final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code: 0 when it did what was asked, 1 when its
   * answer is a failure, 2 when the command line is wrong.
   *
   * @param args the command line, without the program's name
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
  }

  /** What somebody can do something about is said in a line; anything else is a mistake of ours. */
  private static int failed(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof MessagingException || failure instanceof IOException) {
      command.getErr().println("ferry: " + failure.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw failure;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
