package dev.ferry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.ContractPackage;
import dev.ferry.cli.packaging.aws.LambdaLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code ferry run} as a process, stopped as a terminal stops it. */
class StopTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Fifteen seconds of grace, and a loaded machine. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final String TOPOLOGY =
      """
      version: 1
      name: contract
      queues:
        work: {}
      handlers:
        work:
          source: work
          budget: 100s
      """;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private Process ferry;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    Path topology = Files.writeString(folder.resolve("topology.yaml"), TOPOLOGY);
    ferry =
        new ProcessBuilder(
                "/usr/bin/env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ferry.cli.Main",
                "run",
                topology.toString(),
                "--package",
                ContractPackage.write(folder, new LambdaLayout()).toString(),
                "--entry",
                ContractFunction.class.getName(),
                "--function-log",
                folder.resolve("functions.log").toString())
            .redirectErrorStream(true)
            .start();
    Thread reader = new Thread(this::read, "ferry-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader output = ferry.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      lines.add("(ended)");
    }
  }

  @AfterEach
  void leaveNothing() {
    ferry.descendants().forEach(ProcessHandle::destroyForcibly);
    ferry.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signal_whileAFunctionRuns_endsInBoundedTime_withEveryProcess(String signal)
      throws Exception {
    send(ContractFunction.SLEEPS);
    line(line -> line.contains(" 1 running"));
    List<ProcessHandle> functions = ferry.descendants().toList();
    assertThat(functions).isNotEmpty();

    kill(signal);

    assertThat(ferry.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(ferry.exitValue()).isZero();
    for (ProcessHandle function : functions) {
      function.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void send(String text) throws Exception {
    String at = line(line -> line.contains("AWS_ENDPOINT_URL_SQS="));
    try (SqsClient queues =
        SqsClient.builder()
            .endpointOverride(URI.create(at.substring(at.indexOf('=') + 1)))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String queue = queues.getQueueUrl(request -> request.queueName("work")).queueUrl();
      queues.sendMessage(request -> request.queueUrl(queue).messageBody(text));
    }
  }

  private String line(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      assertThat(line).as("a line within %s", PATIENCE).isNotNull();
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  private void kill(String signal) throws IOException, InterruptedException {
    Process sent =
        new ProcessBuilder("kill", "-" + signal, Long.toString(ferry.pid())).inheritIO().start();
    assertThat(sent.waitFor()).isZero();
  }
}
