package dev.ferry.cli.run;

import dev.ferry.aws.SqsProvider;
import dev.ferry.cli.local.AwsPlace;
import dev.ferry.cli.local.FunctionLog;
import dev.ferry.cli.local.LocalAws;
import dev.ferry.cli.local.Unpacked;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.host.aws.FunctionCode;
import dev.ferry.host.aws.LocalFunctions;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.ChannelAdmin;
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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Runs packaged functions on this machine, fed from queues, until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the functions of a topology on this machine: makes its queues, topics and tables, in",
      "this JVM or at an endpoint, and runs each handler's function as processes, fed from its",
      "queue as Lambda feeds it. Ctrl-C ends it."
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
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TOPOLOGY", description = "The topology.yaml to run.")
  private Path file;

  @Option(
      names = "--package",
      required = true,
      paramLabel = "FILE",
      description = "The zip that 'ferry package --on aws' made.")
  private Path zip;

  @Option(
      names = "--entry",
      required = true,
      paramLabel = "CLASS",
      description = "The entry class of the functions.")
  private String entry;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "An environment of the topology.")
  private @Nullable String environment;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "What answers as AWS does, instead of servers in this JVM.")
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
    Topology topology = topology();
    if (!Files.isReadable(zip)) {
      throw new ParameterException(
          spec.commandLine(),
          "--package: cannot read '" + zip + "'; make it with 'ferry package --on aws'");
    }
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(stopped, ended));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      run(topology, stopped);
      return 0;
    } finally {
      ended.countDown();
    }
  }

  private static void stop(CountDownLatch stopped, CountDownLatch ended) {
    stopped.countDown();
    try {
      ended.await();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private Topology topology() {
    try {
      Topology read = Topology.parse(file);
      return (environment == null ? read : read.forEnvironment(environment)).on(Host.AWS);
    } catch (TopologyException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private void run(Topology topology, CountDownLatch stopped)
      throws IOException, InterruptedException {
    try (FunctionLog log =
            functionLog == null ? FunctionLog.onStderr() : FunctionLog.to(functionLog);
        LocalAws aws = LocalAws.at(endpoint);
        Unpacked code = Unpacked.create();
        SqsClient queues = aws.place().queues();
        SnsClient topics = aws.place().topics();
        DynamoDbClient tables = aws.place().tables()) {
      Artefact.unzip(zip, code.folder());
      String records = topology.resourceName("records");
      new RecordTableAdmin(tables).createTable(records);
      ChannelAdmin admin = SqsProvider.of(queues, topics).admin().orElseThrow();
      Map<String, Address> channels = Channels.create(topology, admin);
      try (LocalFunctions functions =
          new LocalFunctions(
              topology,
              Plans.of(topology, channels),
              queues,
              new FunctionCode(entry + "::handleRequest", Artefact.classPathOf(code.folder())),
              settings(aws.place(), records, log))) {
        functions.start();
        say(aws.place());
        Status status = new Status(System.err, Ansi.AUTO.enabled(), admin);
        status.showUntil(stopped, functions, channels, topology);
      }
    }
  }

  private LocalFunctions.Settings settings(AwsPlace place, String records, FunctionLog log) {
    Map<String, String> all = new HashMap<>(place.environment());
    all.put("FERRY_STORE", "dynamodb:" + records);
    all.putAll(variables);
    return new LocalFunctions.Settings(
        all, processes, Path.of(System.getProperty("java.home")), log::print);
  }

  private void say(AwsPlace place) {
    var out = spec.commandLine().getOut();
    out.println("running; in another shell:");
    place.environment().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> out.printf("  export %s=%s%n", one.getKey(), one.getValue()));
    out.flush();
  }
}
