package dev.ferry.cli.run;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.command.Choices;
import dev.ferry.messaging.Address;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.TopologyException;
import dev.ferry.topology.deploy.Channels;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs packaged functions on this machine, fed from queues, until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the functions of a topology on this machine: makes its queues, topics and tables, in",
      "this JVM or at an endpoint, and runs each handler's function as processes, fed from its",
      "queue as its cloud feeds it. Ctrl-C ends it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was stopped",
      "1:it could not start",
      "2:an option or the topology is wrong"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ferry package --on aws -o app.zip",
      "  ferry run src/main/resources/topology.yaml --package app.zip --entry com.acme.OnLambda"
    })
public final class RunCommand implements Callable<Integer> {
  private static final Hosts HOSTS = new Hosts();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TOPOLOGY", description = "The topology.yaml to run.")
  private Path file;

  @Option(
      names = "--on",
      paramLabel = "HOST",
      defaultValue = "aws",
      completionCandidates = Hosts.class,
      description = "Where it runs: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--package",
      required = true,
      paramLabel = "FILE",
      description = "The zip that 'ferry package' made.")
  private Path zip;

  @Option(
      names = "--entry",
      paramLabel = "CLASS",
      description = "The entry class of the functions, where the package does not say it.")
  private @Nullable String entry;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "An environment of the topology.")
  private @Nullable String environment;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "What answers as the cloud does, instead of servers that are started for it.")
  private @Nullable URI endpoint;

  @Option(
      names = "--variable",
      paramLabel = "NAME=VALUE",
      description = "A variable of every function; may be given several times.")
  private Map<String, String> variables = Map.of();

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "2",
      description = "The processes of each function, at most (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--function-log",
      paramLabel = "FILE",
      description = "Where what the functions print goes (default: stderr).")
  private @Nullable Path functionLog;

  /** For picocli, which makes it and reads the options into it. */
  @SuppressWarnings("NullAway.Init")
  public RunCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Cloud cloud =
        HOSTS
            .find(host)
            .orElseThrow(() -> wrong("--on: no host '" + host + "'; it is " + HOSTS.inWords()));
    Topology topology = topology(cloud.host());
    if (!Files.isReadable(zip)) {
      throw wrong(
          "--package: cannot read '"
              + zip
              + "'; make it with 'ferry package --on "
              + cloud.layout().name()
              + "'");
    }
    if (entry == null && !cloud.layout().saysEntry()) {
      throw wrong("Missing required option: '--entry=CLASS'");
    }
    try (Stop stop = new Stop()) {
      run(cloud, topology, stop);
      return 0;
    }
  }

  private Topology topology(Host on) {
    try {
      Topology read = Topology.parse(file);
      return (environment == null ? read : read.forEnvironment(environment)).on(on);
    } catch (TopologyException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private void run(Cloud cloud, Topology topology, Stop stop)
      throws IOException, InterruptedException {
    try (FunctionLog log =
        functionLog == null ? FunctionLog.onStderr() : FunctionLog.to(functionLog)) {
      cloud.during(
          new CloudOptions(endpoint, processes, log),
          place -> {
            run(place, topology, stop);
            return topology;
          });
    }
  }

  private void run(Place place, Topology topology, Stop stop)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put("FERRY_STORE", place.createRecords(topology.resourceName("records")));
    all.putAll(variables);
    Map<String, Address> channels = Channels.create(topology, place.admin());
    Deployment deployment = new Deployment(topology, Plans.of(topology, channels), zip, entry, all);
    try (Functions functions = place.deploy(deployment)) {
      functions.start();
      say(place);
      new Status(System.err, Ansi.AUTO.enabled(), place.admin(), deployment.plan())
          .showUntil(stop, functions);
    }
  }

  private void say(Place place) {
    var out = spec.commandLine().getOut();
    out.println("running; in another shell:");
    place.environment().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> out.printf("  export %s=%s%n", one.getKey(), quoted(one.getValue())));
    out.flush();
  }

  /** As a shell reads it; what needs no quotes has none. */
  static String quoted(String value) {
    return value.matches("[A-Za-z0-9_.:/@%+,-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Where it can run. */
  static final class Hosts extends Choices<Cloud> {
    Hosts() {
      super(Cloud.class);
    }
  }
}
