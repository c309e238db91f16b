package dev.ferry.cli.packaging.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.host.azure.FunctionChoice;
import dev.ferry.host.azure.FunctionFile;
import dev.ferry.processing.Application;
import dev.ferry.samples.azure.OrdersOnAzure;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The triggers of the sample's package are made for the queues of the sample's topology. */
class SampleAgreesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "fifo", "local", "local-fifo"})
  void everyHandler_hasOneFunctionThatAgrees(String environment) throws IOException {
    Topology topology = topology(environment);
    FunctionChoice choice = new FunctionChoice(functions(), null);

    assertThat(topology.handlers()).hasSize(6);
    for (Handler handler : topology.handlers().values()) {
      FunctionFile function = choice.of(topology, handler);
      boolean ordered = topology.queue(handler.source().queue()).ordered();
      assertThat(function.sessions()).as(handler.name()).isEqualTo(ordered);
      assertThat(function.many()).isFalse();
      assertThat(function.binary()).isTrue();
      assertThat(function.text("queueName")).isEqualTo("%FERRY_QUEUE%");
    }
  }

  private static Topology topology(String environment) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
      Topology read = Topology.parse("topology.yaml", in);
      return (environment.isEmpty() ? read : read.forEnvironment(environment)).on(Host.AZURE);
    }
  }

  private List<FunctionFile> functions() throws IOException {
    Path zip = folder.resolve("app.zip");
    List<Path> classPath =
        Stream.of(
                OrdersOnAzure.class,
                OrdersApp.class,
                ServiceBusFunction.class,
                Application.class,
                FunctionName.class,
                ExecutionContext.class)
            .map(SampleAgreesTest::locationOf)
            .distinct()
            .toList();
    Artefact.of(classPath).write(zip, new AzureLayout(), folder);
    Path app = folder.resolve("app");
    Artefact.unzip(zip, app);
    return FunctionFile.all(app);
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
