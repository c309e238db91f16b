package dev.ferry.cli.demo;

import dev.ferry.cli.packaging.Artefact;
import dev.ferry.host.aws.FunctionCode;
import dev.ferry.host.aws.LocalFunctions;
import dev.ferry.host.aws.MappingCounts;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The demo's functions as processes of this machine, on the local function host. */
final class DemoProcesses implements DemoFunctions {
  private final LocalFunctions functions;

  private DemoProcesses(LocalFunctions functions) {
    this.functions = functions;
  }

  /**
   * Functions of packaged code.
   *
   * @param folder where the package is unpacked
   * @param processesEach how many processes a function has at most
   * @param log is given each line that a function prints, after its handler's name
   */
  static DemoFunctions.Hosting packaged(
      Path folder, int processesEach, BiConsumer<String, String> log) throws IOException {
    Artefact.of(DemoCode.packaged()).unpack(folder);
    List<Path> classPath = new ArrayList<>(Artefact.classPathOf(folder));
    classPath.addAll(DemoCode.trouble());
    FunctionCode code = new FunctionCode(DemoCode.ENTRY, classPath);
    return (Topology topology,
        ApplicationPlan plan,
        SqsClient queues,
        Map<String, String> environment) ->
        new DemoProcesses(
            new LocalFunctions(
                topology,
                plan,
                queues,
                code,
                new LocalFunctions.Settings(
                    environment, processesEach, Path.of(System.getProperty("java.home")), log)));
  }

  @Override
  public void start() {
    functions.start();
  }

  @Override
  public boolean idle() {
    return functions.counts().values().stream()
        .mapToLong(MappingCounts::running)
        .allMatch(running -> running == 0);
  }

  @Override
  public void close() {
    functions.close();
  }
}
