package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.command.Choices;
import dev.ferry.cli.command.Output;
import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.cli.demo.cloud.DemoSample;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the orders system on one JVM and says what became of every message. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an order system of six handlers under whatever goes wrong, and says what became of",
      "every message.",
      "",
      "On the embedded broker it runs in simulated time: the same options and seed give the same",
      "run. On aws, google and azure the packaged functions run as processes in real time, on",
      "queues, topics and records in this JVM (on aws at an endpoint, too), and a crash is a",
      "SIGKILL. On localstack they are deployed to LocalStack, which is started where none runs,",
      "and fed by its own mappings."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost, nothing done twice, and every dead letter says why it is one",
      "1:something was, or one does not",
      "2:an option or the file of orders is wrong"
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ferry demo --orders orders.jsonl --duplicates 0.2 --failures 0.1 --poison 5 --crash")
public final class DemoCommand implements Callable<Integer> {
  private static final String EMBEDDED = "embedded";
  private static final Hosts HOSTS = new Hosts();
  private static final List<String> HANDLERS =
      List.of(
          "place-order", "inventory", "payment", "notification", "audit-orders", "audit-payments");

  @Mixin private Output output;

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "Orders as JSON lines; generated ones by default.")
  private @Nullable Path orders;

  @Option(
      names = "--generate",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "How many orders are generated when there is no file (default: ${DEFAULT-VALUE}).")
  private int generated;

  @Option(names = "--seed", paramLabel = "N", description = "Decides everything left to chance.")
  private @Nullable Long seed;

  @Option(
      names = "--duplicates",
      paramLabel = "P",
      defaultValue = "0",
      description = "The chance that the broker delivers a message twice, 0 to 1.")
  private double duplicates;

  @Option(
      names = "--failures",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "The chance that a message fails at a handler on its first one or two attempts, 0 to 1.")
  private double failures;

  @Option(
      names = "--poison",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Adds messages that can never be handled: truncated JSON, invalid UTF-8, a wrong type, a"
              + " missing field, a negative amount, in turn.")
  private int poison;

  @Option(
      names = "--outage",
      paramLabel = "HANDLER",
      description =
          "This handler fails for a while; what it dead-letters is redriven when it is back.")
  private @Nullable String outage;

  @Option(
      names = "--crash",
      description =
          "The process dies once after a claim, after an effect, after a commit, after sending a"
              + " dead letter, and before an ack.")
  private boolean crash;

  @Option(names = "--fifo", description = "Orders of one customer keep their order.")
  private boolean fifo;

  @Option(
      names = "--without",
      paramLabel = "PART",
      description = "Leaves a part out to show what it is for: idempotency or retry.")
  private @Nullable String without;

  @Option(
      names = "--on",
      paramLabel = "HOST",
      defaultValue = EMBEDDED,
      completionCandidates = Hosts.class,
      description = "Where it runs: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "What answers as AWS does: with aws instead of servers in this JVM, with localstack"
              + " instead of one that is started.")
  private @Nullable URI endpoint;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "With --on aws, google or azure: the processes of each function, at most (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--function-log",
      paramLabel = "FILE",
      description = "With --on aws, google or azure: what the functions print.")
  private @Nullable Path functionLog;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoSettings settings = settings();
    Inputs inputs = new WithPoison(inputs(settings), settings.poison());
    inputs.refusedLines().forEach(output::tell);
    Progress progress = new Progress(System.err, Ansi.AUTO.enabled());
    Account account =
        host.equals(EMBEDDED)
            ? new Demo(settings, inputs, progress).run()
            : onCloud(settings, inputs, progress);
    if (output.json()) {
      output.print(account.fields());
    } else {
      Summary.print(account, output.out());
    }
    return account.sound() ? 0 : 1;
  }

  private Account onCloud(DemoSettings settings, Inputs inputs, Progress progress)
      throws IOException, InterruptedException {
    Cloud cloud =
        HOSTS
            .find(host)
            .orElseThrow(
                () -> output.wrong("--on: no host '" + host + "'; it is " + HOSTS.inWords()));
    DemoSample sample = new Choices<>(DemoSample.class).find(cloud.host().option()).orElseThrow();
    if (processes < 1) {
      throw output.wrong("--processes: " + processes + " is too few; give 1 or more");
    }
    try (FunctionLog log = FunctionLog.to(functionLog)) {
      return cloud.during(
          new CloudOptions(endpoint, processes, log),
          place -> {
            try (HostedDemo demo =
                new HostedDemo(settings, inputs, progress, cloud, place, sample)) {
              return demo.run(log);
            }
          });
    }
  }

  private DemoSettings settings() {
    chance("--duplicates", duplicates);
    chance("--failures", failures);
    atLeastZero("--poison", poison);
    atLeastZero("--generate", generated);
    if (outage != null && !HANDLERS.contains(outage)) {
      throw output.wrong(
          "--outage: no handler '" + outage + "'; there are " + String.join(", ", HANDLERS));
    }
    return new DemoSettings(
        orders,
        generated,
        seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
        duplicates,
        failures,
        poison,
        outage,
        crash,
        fifo,
        part());
  }

  private @Nullable Without part() {
    if (without == null) {
      return null;
    }
    try {
      return Without.valueOf(without.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw output.wrong("--without: no part '" + without + "'; it is idempotency or retry");
    }
  }

  private Inputs inputs(DemoSettings settings) {
    if (settings.orders() == null) {
      return new GeneratedOrders(settings.seed(), settings.generated());
    }
    if (!Files.isReadable(settings.orders())) {
      throw output.wrong(
          "--orders: cannot read '" + settings.orders() + "'; name a file of JSON lines");
    }
    try {
      return OrderFile.read(settings.orders());
    } catch (IOException unreadable) {
      throw output.wrong(
          "--orders: cannot read '" + settings.orders() + "': " + unreadable.getMessage());
    }
  }

  private void chance(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw output.wrong(option + ": " + value + " is no chance; give a number from 0 to 1");
    }
  }

  private void atLeastZero(String option, int value) {
    if (value < 0) {
      throw output.wrong(option + ": " + value + " is negative");
    }
  }

  /** Where it can run. */
  static final class Hosts extends Choices<Cloud> {
    Hosts() {
      super(Cloud.class, EMBEDDED);
    }
  }
}
