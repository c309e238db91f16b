package dev.ferry.cli.letters;

import dev.ferry.cli.cloud.azure.SdkLog;
import dev.ferry.messaging.Messaging;
import java.io.InputStream;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Dead letters, for whoever looks after them. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "Looks into queues of dead letters, sends letters back to their handler, or parks them.",
      "Queues are named by their addresses (sqs:orders-dead, pubsub:shop/orders-dead,",
      "servicebus:shop/orders-dead); the cloud is found as its own SDK finds it, by variables and",
      "profiles."
    },
    subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class, ParkCommand.class})
public final class DeadLettersCommand implements Runnable {
  private final Supplier<Messaging> opened;
  private final InputStream answers;

  @Spec private CommandSpec spec;

  /** With every provider on the class path. */
  public DeadLettersCommand() {
    this(DeadLettersCommand::load, System.in);
  }

  /**
   * With what {@code opened} gives; each command closes its own.
   *
   * @param answers what somebody says who is asked
   */
  @SuppressWarnings("NullAway.Init")
  DeadLettersCommand(Supplier<Messaging> opened, InputStream answers) {
    this.opened = opened;
    this.answers = answers;
  }

  private static Messaging load() {
    SdkLog.quiet();
    return Messaging.load();
  }

  InputStream answers() {
    return answers;
  }

  Messaging open() {
    return opened.get();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
