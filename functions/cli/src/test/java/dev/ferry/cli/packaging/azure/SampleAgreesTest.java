package dev.ferry.cli.packaging.azure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The triggers of the sample's package are made for the queues of the sample's topology, and its
 * functions are those that Terraform's example deploys.
 */
class SampleAgreesTest {
  private static final List<Path> TOLD =
      List.of(
          Path.of("infra-terraform/examples/azure/variables.tf"),
          Path.of("infra-terraform/modules/azure/variables.tf"));
  private static final Pattern DEFAULT =
      Pattern.compile("(\\w+) *= optional\\(string, \"(\\w+)\"\\)");

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

  @Test
  void everyFunctionThatTerraformNames_isInThePackage_onItsTrigger() throws IOException {
    Map<String, FunctionFile> functions = new HashMap<>();
    functions().forEach(function -> functions.put(function.name(), function));

    for (Path file : TOLD) {
      Map<String, String> names = names(Files.readString(checkout().resolve(file)));
      assertThat(names).containsOnlyKeys("handler", "ordered", "dead_letters", "redrive");
      assertThat(functions.keySet()).containsExactlyInAnyOrderElementsOf(names.values());
      assertThat(of(functions, names, "handler").sessions()).isFalse();
      assertThat(of(functions, names, "ordered").sessions()).isTrue();
      FunctionFile timer = of(functions, names, "dead_letters");
      assertThat(timer.onTimer()).isTrue();
      assertThat(timer.text("schedule")).isEqualTo("%FERRY_DEAD_LETTER_SCHEDULE%");
      assertThat(of(functions, names, "redrive").text("type")).isEqualTo("httpTrigger");
    }
  }

  @Test
  void package_knowsIdentities_forThereAreNoKeys() throws ReflectiveOperationException {
    Class<?> builder = Class.forName("com.azure.identity.DefaultAzureCredentialBuilder");
    Object credential =
        builder.getMethod("build").invoke(builder.getDeclaredConstructor().newInstance());

    assertThat(credential).isInstanceOf(TokenCredential.class);
  }

  /** The defaults of the variable {@code functions}, by what each is for. */
  private static Map<String, String> names(String variables) {
    int from = variables.indexOf("variable \"functions\"");
    Matcher said = DEFAULT.matcher(variables.substring(from, variables.indexOf("\n}", from)));
    Map<String, String> names = new HashMap<>();
    while (said.find()) {
      names.put(said.group(1), said.group(2));
    }
    return names;
  }

  private static FunctionFile of(
      Map<String, FunctionFile> functions, Map<String, String> names, String what) {
    return requireNonNull(functions.get(requireNonNull(names.get(what))));
  }

  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("infra-terraform"))) {
      folder = requireNonNull(folder.getParent());
    }
    return folder;
  }

  private static Topology topology(String environment) throws IOException {
    try (InputStream in = requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
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
