package dev.ferry.cli.packaging.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.PackagingException;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.processing.Application;
import dev.ferry.samples.azure.OrdersOnAzure;
import dev.ferry.samples.orders.OrdersApp;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a function app's zip. */
class AzureLayoutTest {
  private static final String BATCH =
      """
      @FunctionName("batch") public void batch(
          @ServiceBusQueueTrigger(name = "bodies", queueName = "q", connection = "C",
              dataType = "binary", cardinality = Cardinality.MANY) List<byte[]> bodies) {}
      """;
  private static final String DUE =
      """
      @FunctionName("due") public void due(
          @TimerTrigger(name = "timer", schedule = "0 */5 * * * *") String timer) {}
      """;
  private static final String ASKED =
      """
      @FunctionName("asked") public String asked(
          @HttpTrigger(name = "request", methods = {HttpMethod.POST},
              authLevel = AuthorizationLevel.ANONYMOUS) String request) { return request; }
      """;
  private static final String BLOB =
      """
      @FunctionName("blob") public void blob(
          @BlobTrigger(name = "blob", path = "in") String blob) {}
      """;
  private static final String IDLE =
      """
      @FunctionName("idle") public void idle(String nothing) {}
      """;

  private final AzureLayout layout = new AzureLayout();

  @TempDir private Path folder;

  @Test
  void sample_hasAFunctionForQueues_oneForSessions_andTwoForDeadLetters() throws IOException {
    Map<String, String> files = files(samples());

    assertThat(files)
        .containsOnlyKeys(
            "host.json",
            "due/function.json",
            "handle/function.json",
            "handleInOrder/function.json",
            "redrive/function.json");
    assertThat(files.get("handle/function.json"))
        .isEqualTo(
            """
            {"scriptFile":"../function.jar",\
            "entryPoint":"dev.ferry.samples.azure.OrdersOnAzure.handle",\
            "bindings":[{"type":"serviceBusTrigger","direction":"in","name":"body",\
            "connection":"FERRY_SERVICEBUS","dataType":"binary","queueName":"%FERRY_QUEUE%"}]}
            """);
    assertThat(files.get("handleInOrder/function.json"))
        .isEqualTo(
            """
            {"scriptFile":"../function.jar",\
            "entryPoint":"dev.ferry.samples.azure.OrderedOrdersOnAzure.handle",\
            "bindings":[{"type":"serviceBusTrigger","direction":"in","name":"body",\
            "connection":"FERRY_SERVICEBUS","dataType":"binary","isSessionsEnabled":true,\
            "queueName":"%FERRY_QUEUE%"}]}
            """);
  }

  @Test
  void everyKindOfFunction_saysItsTrigger() throws IOException {
    Map<String, String> files = files(scripted(BATCH, DUE, ASKED));

    assertThat(files.get("batch/function.json"))
        .contains("\"cardinality\":\"MANY\"", "\"queueName\":\"q\"", "\"name\":\"bodies\"");
    assertThat(files.get("due/function.json"))
        .contains(
            "{\"type\":\"timerTrigger\",\"direction\":\"in\",\"name\":\"timer\","
                + "\"schedule\":\"0 */5 * * * *\"}");
    assertThat(files.get("asked/function.json"))
        .contains("\"authLevel\":\"ANONYMOUS\"", "\"methods\":[\"POST\"]")
        .contains("{\"type\":\"http\",\"direction\":\"out\",\"name\":\"$return\"}");
  }

  @Test
  void hostFile_isTheProjectsOwn_whereItHasOne() throws IOException {
    assertThat(files(samples()).get("host.json"))
        .contains("\"version\": \"2.0\"", "\"maxAutoLockRenewalDuration\": \"00:05:00\"");

    Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");

    assertThat(files(samples())).containsEntry("host.json", "{\"version\":\"2.0\"}");
  }

  @Test
  void zip_isTheSameEachTime_andHoldsOneJar() throws IOException {
    Path zip = folder.resolve("app.zip");
    String first = samples().write(zip, layout, folder).sha256();

    assertThat(samples().write(zip, layout, folder).sha256()).isEqualTo(first);
    Artefact.unzip(zip, folder.resolve("app"));
    assertThat(layout.classPath(folder.resolve("app")))
        .containsExactly(folder.resolve("app/function.jar"));
    assertThat(layout.saysEntry()).isTrue();
  }

  @Test
  void withoutAFunction_orWithTwoOfOneName_isRefused() throws IOException {
    Artefact none = Artefact.of(List.of(locationOf(ServiceBusFunction.class)));
    assertThatThrownBy(() -> layout.beside(none, folder))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("no public method on the class path has @FunctionName");

    Artefact two = scripted(DUE, DUE);
    assertThatThrownBy(() -> layout.beside(two, folder))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("two functions have the name 'due'")
        .hasMessageContaining("Scripted1.due");
  }

  @Test
  void triggerThatIsNotKnown_orNone_isRefused() throws IOException {
    Artefact foreign = scripted(BLOB);
    assertThatThrownBy(() -> layout.beside(foreign, folder))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("function 'blob' has @BlobTrigger, which is not known here");

    Artefact idle = scripted(IDLE);
    assertThatThrownBy(() -> layout.beside(idle, folder))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("function 'idle' has 0 parameters with a trigger");
  }

  private Map<String, String> files(Artefact artefact) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    layout
        .beside(artefact, folder)
        .forEach((name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
    return texts;
  }

  private static Artefact samples() throws IOException {
    return Artefact.of(
        Stream.concat(
                Stream.of(
                        OrdersOnAzure.class,
                        OrdersApp.class,
                        ServiceBusFunction.class,
                        Application.class)
                    .map(AzureLayoutTest::locationOf),
                library())
            .toList());
  }

  /** Compiles a class with these methods; others that the tests have are not in the artefact. */
  private Artefact scripted(String... classes) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    List<String> arguments =
        new ArrayList<>(List.of("-cp", libraries(), "-d", classes().toString()));
    for (int i = 0; i < classes.length; i++) {
      Path source = sources.resolve("Scripted" + i + ".java");
      Files.writeString(
          source,
          """
          import com.microsoft.azure.functions.*;
          import com.microsoft.azure.functions.annotation.*;
          import java.util.List;
          public class Scripted%d { %s }
          """
              .formatted(i, classes[i]));
      arguments.add(source.toString());
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(failed).as("compile").isZero();
    return Artefact.of(Stream.concat(Stream.of(classes()), library()).toList());
  }

  private Path classes() throws IOException {
    return Files.createDirectories(folder.resolve("classes"));
  }

  private static String libraries() {
    return library().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> library() {
    return Stream.of(FunctionName.class, ExecutionContext.class, HttpMethod.class)
        .map(AzureLayoutTest::locationOf)
        .distinct();
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
