package dev.ferry.cli.command;

import io.avaje.jsonb.Jsonb;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command answers: in words, or by one JSON object as its last line. A mixin. */
public final class Output {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Prints one JSON object as the last line.")
  private boolean json;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public Output() {}

  /** Whether it is to be JSON. */
  public boolean json() {
    return json;
  }

  /** Where the answer goes. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints the answer as JSON. */
  public void print(Map<String, Object> fields) {
    out().println(Jsonb.instance().type(Object.class).toJson(fields));
    out().flush();
  }

  /** Tells people something that is not the answer. */
  public void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("ferry: " + line);
    err.flush();
  }

  /** What to throw where the command line is wrong. */
  public ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
