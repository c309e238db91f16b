package dev.ferry.cli.infra;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Refuses a plan that would take messages away with their queue. */
@Command(
    name = "plan-check",
    description = {
      "Looks at a Terraform plan before it is applied, and asks each queue that it destroys or",
      "replaces how many messages it holds. They would be lost: the plan is refused unless",
      "--allow-loss is given. The cloud is found as its SDK finds it (AWS_REGION,",
      "AWS_ENDPOINT_URL, credentials)."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no messages would be lost, or it is allowed",
      "1:messages would be lost, or a queue could not be asked",
      "2:an option is wrong"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  terraform plan -out plan && terraform show -json plan > plan.json",
      "  ferry plan-check plan.json && terraform apply plan"
    })
public final class PlanCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PLAN.json", description = "The plan, as 'terraform show -json' has it.")
  private Path plan;

  @Option(names = "--allow-loss", description = "Says what would be lost, and lets it be.")
  private boolean allowLoss;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public PlanCheckCommand() {}

  /**
   * Does it. Blocks for a service call for each queue.
   *
   * @throws IOException when the plan cannot be read
   */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    long lost = 0;
    for (PlanFile.Removal removal : PlanFile.removals(plan)) {
      long holds = depth(removal);
      lost += holds;
      if (holds > 0) {
        out.printf(
            "%s is to be %s and holds %d messages%n",
            removal.resource(), removal.replaced() ? "replaced" : "destroyed", holds);
      }
    }
    if (lost == 0) {
      out.println("No queue that holds messages is destroyed or replaced.");
    } else if (allowLoss) {
      out.printf("%d messages will be lost, as allowed.%n", lost);
    } else {
      out.printf(
          "%d messages would be lost: let them be handled or redriven first, or give --allow-loss.%n",
          lost);
    }
    return lost == 0 || allowLoss ? 0 : 1;
  }

  /** How much a queue holds; nothing where it is gone already. */
  private static long depth(PlanFile.Removal removal) {
    for (MessagingProvider provider : ServiceLoader.load(MessagingProvider.class)) {
      if (provider.scheme().equals(removal.channel().scheme())) {
        try (provider) {
          return provider
              .admin()
              .flatMap(admin -> admin.depth(removal.channel()))
              .map(ChannelAdmin.Depth::total)
              .orElse(0L);
        } catch (MessagingException failed) {
          if (failed.code() == ErrorCode.NOT_FOUND) {
            return 0;
          }
          throw failed;
        }
      }
    }
    throw MessagingException.unsupported(
        "ask the depth of '" + removal.channel() + "': no provider of that broker is here");
  }
}
