package dev.ferry.cli.cloud.aws;

import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.aws.LambdaLayout;
import dev.ferry.host.aws.FunctionCode;
import dev.ferry.host.aws.LocalFunctions;
import dev.ferry.host.aws.MappingCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Functions as processes of this machine, on the local function host. */
final class FunctionProcesses implements Functions {
  private final LocalFunctions functions;

  private FunctionProcesses(LocalFunctions functions) {
    this.functions = functions;
  }

  @Override
  public void start() {
    functions.start();
  }

  @Override
  public Map<String, Counts> counts() {
    Map<String, Counts> all = new LinkedHashMap<>();
    functions.counts().forEach((handler, counts) -> all.put(handler, read(counts)));
    return all;
  }

  private static Counts read(MappingCounts counts) {
    return new Counts(
        counts.running(),
        counts.handled(),
        counts.failed(),
        counts.functionErrors(),
        counts.processesLost());
  }

  @Override
  public void close() {
    functions.close();
  }

  /**
   * Deploys them.
   *
   * @param folder where the package is unpacked
   */
  record Host(Path folder, CloudOptions options) implements AwsPlace.FunctionHost {
    @Override
    public Functions deploy(
        Deployment deployment, Map<String, String> environment, SqsClient queues)
        throws IOException {
      Artefact.unzip(deployment.code(), folder);
      Map<String, String> variables = new HashMap<>(environment);
      variables.putAll(deployment.variables());
      return new FunctionProcesses(
          new LocalFunctions(
              deployment.topology(),
              deployment.plan(),
              queues,
              new FunctionCode(
                  deployment.entry() + "::handleRequest", new LambdaLayout().classPath(folder)),
              new LocalFunctions.Settings(
                  variables,
                  options.processes(),
                  Path.of(System.getProperty("java.home")),
                  options.log()::print)));
    }
  }
}
