package dev.ferry.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.cloud.azure.AzureCloud;
import dev.ferry.cli.cloud.google.GoogleCloud;
import dev.ferry.google.PubSubProvider;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.deadletter.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * {@code ferry dead-letters} over the real clients of clouds, by their addresses and variables.
 * Waits more than it works, since a queue is empty when it gave nothing for a while.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersOnCloudsTest {
  /** Together longer than a lock. */
  private static final int MOST_RUNS = 20;

  @TempDir private Path folder;

  /**
   * A cloud with letters.
   *
   * @param provider its own, as the variables say
   */
  record Served(Cloud cloud, Function<Map<String, String>, MessagingProvider> provider) {
    @Override
    public String toString() {
      return cloud.name();
    }
  }

  static Stream<Served> clouds() {
    return Stream.of(
        new Served(
            new GoogleCloud(),
            variables ->
                PubSubProvider.emulator(
                    of(variables, "PUBSUB_EMULATOR_HOST"), of(variables, "GOOGLE_CLOUD_PROJECT"))),
        new Served(
            new AzureCloud(),
            variables -> ServiceBusProvider.of(of(variables, "FERRY_SERVICEBUS"))));
  }

  private static String of(Map<String, String> variables, String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }

  @ParameterizedTest
  @MethodSource("clouds")
  void letters_areListedShownRedrivenAndParked(Served on) throws Exception {
    during(
        on,
        place -> {
          Desk desk = new Desk(on, place);
          Address orders = desk.queue("orders");
          Address dead = desk.queue("orders-dead");
          Address parked = desk.queue("orders-parked");
          try (Publisher letters = place.tools().publisher(dead.toString())) {
            letters.forward(SampleLetters.of("one", 1, Reason.ATTEMPTS_EXHAUSTED));
            letters.forward(SampleLetters.of("spent", 4, Reason.ATTEMPTS_EXHAUSTED));
            letters.forward(SampleLetters.of("two", 1, Reason.REJECTED));
          }

          assertThat(desk.run("list", dead))
              .contains("3 letters of 3 messages", "ATTEMPTS_EXHAUSTED", "REJECTED", "take");
          assertThat(desk.run("show", dead, "--id", "one", "--bodies"))
              .contains("one  ATTEMPTS_EXHAUSTED, by take, 10 attempts")
              .contains("IllegalStateException: no answer", "body of one");
          assertThat(
                  desk.run(
                      "redrive",
                      dead,
                      "--handler",
                      "take",
                      "--to",
                      orders,
                      "--park",
                      parked,
                      "--reason",
                      "ATTEMPTS_EXHAUSTED",
                      "--yes"))
              .contains("1 redriven, 1 parked", "1 not meant");
          // What a run left may still be locked when the next one begins: it is seen then or later.
          String done = "";
          for (int run = 0; run < MOST_RUNS && !done.contains("1 parked"); run++) {
            done = desk.run("park", dead, "--to", parked, "--id", "two", "--yes");
          }
          assertThat(done).contains("0 redriven, 1 parked");
          assertThat(desk.run("list", parked)).contains("2 letters of 2 messages");
          assertThat(desk.run("list", dead)).contains("0 letters");
          assertThat(desk.holds(orders)).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @MethodSource("clouds")
  void commandAsAProcess_findsTheCloudByItsVariables(Served on) throws Exception {
    during(
        on,
        place -> {
          Desk desk = new Desk(on, place);
          Address dead = desk.queue("orders-dead");
          try (Publisher letters = place.tools().publisher(dead.toString())) {
            letters.forward(SampleLetters.of("one", 1, Reason.REJECTED));
          }
          ProcessBuilder ferry =
              new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.ferry.cli.Main",
                  "dead-letters",
                  "list",
                  dead.toString(),
                  "--json");
          ferry.environment().putAll(place.environment());
          Path errors = folder.resolve("stderr");
          Process process = ferry.redirectError(errors.toFile()).start();
          String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

          assertThat(said).contains("\"letters\":1", "\"REJECTED\":1");
          assertThat(process.waitFor()).isZero();
          assertThat(errors).content().as("a log of the SDK").doesNotContain("INFO");
        });
  }

  private static void during(Served on, Use use) throws IOException, InterruptedException {
    try (FunctionLog log = FunctionLog.to(null)) {
      on.cloud()
          .during(
              new CloudOptions(null, 1, log),
              place -> {
                use.of(place);
                return place;
              });
    }
  }

  /** What is done on a cloud. */
  private interface Use {
    void of(Place place) throws IOException, InterruptedException;
  }

  /** Somebody who looks after the letters of a cloud. */
  private record Desk(Served on, Place place) {
    Address queue(String name) {
      return place.admin().createQueue(QueueSpec.standard(name));
    }

    long holds(Address queue) {
      return place.admin().depth(queue).orElseThrow().total();
    }

    /** What the command prints, which does what was asked. */
    String run(Object... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exit =
          new CommandLine(new DeadLettersCommand(this::open, InputStream.nullInputStream()))
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err, true))
              .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
      assertThat(exit).as(err.toString()).isZero();
      return out.toString();
    }

    private Messaging open() {
      return Messaging.builder().provider(on.provider().apply(place.environment())).build();
    }
  }
}
