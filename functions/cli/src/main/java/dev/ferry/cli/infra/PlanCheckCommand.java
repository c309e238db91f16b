package dev.ferry.cli.infra;

import dev.ferry.messaging.Address;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
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
      "Looks at a Terraform plan before it is applied, and asks each queue or subscription that it",
      "destroys or replaces how many messages it holds. They would be lost: the plan is refused",
      "unless --allow-loss is given, and so is one that takes away what cannot be asked, as",
      "subscriptions of Pub/Sub. The cloud is found as its SDK finds it (AWS_REGION,",
      "AWS_ENDPOINT_URL, FERRY_SERVICEBUS, credentials)."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no messages would be lost, or it is allowed",
      "1:messages would be lost, or might be: a queue could not be asked",
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
    boolean unknown = false;
    for (PlanFile.Removal removal : PlanFile.removals(plan)) {
      String fate = removal.replaced() ? "replaced" : "destroyed";
      for (Address channel : removal.channels()) {
        OptionalLong holds = Holdings.of(channel);
        unknown |= holds.isEmpty();
        lost += holds.orElse(0);
        if (holds.isEmpty()) {
          out.printf(
              "%s is to be %s, and nobody can say how much '%s' holds%n",
              removal.resource(), fate, channel);
        } else if (holds.getAsLong() > 0) {
          out.printf(
              "%s is to be %s and holds %d messages%n",
              removal.resource(), fate, holds.getAsLong());
        }
      }
    }
    boolean loses = lost > 0 || unknown;
    if (!loses) {
      out.println("No queue that holds messages is destroyed or replaced.");
    } else if (allowLoss) {
      out.printf("%d messages%s will be lost, as allowed.%n", lost, unknown ? " or more" : "");
    } else {
      out.printf(
          "%d messages%s would be lost: let them be handled or redriven first, or give --allow-loss.%n",
          lost, unknown ? " or more" : "");
    }
    return !loses || allowLoss ? 0 : 1;
  }
}
