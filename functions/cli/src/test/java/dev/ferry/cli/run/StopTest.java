package dev.ferry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.ContractApp;
import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.ContractPackage;
import dev.ferry.cli.cloud.ContractPush;
import dev.ferry.cli.cloud.aws.AwsCloud;
import dev.ferry.cli.cloud.azure.AzureCloud;
import dev.ferry.cli.cloud.google.GoogleCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ferry run} as a process, stopped as a terminal stops it. Waits more than it works. */
@Execution(ExecutionMode.CONCURRENT)
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
          batch: {size: 1}
          budget: 100s
      """;

  private static final Pattern EXPORT = Pattern.compile("\\s+export (\\w+)='?(.*?)'?");

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  @TempDir private Path folder;

  /**
   * A host that is stopped.
   *
   * @param entry the class of its function
   * @param sender sends to its queue
   * @param signal stops it; what a signal does is the same on every host
   */
  record Stopped(Cloud cloud, Class<?> entry, Sender sender, String signal) {
    @Override
    public String toString() {
      return cloud.name() + ", " + signal;
    }
  }

  static Stream<Stopped> hosts() {
    return Stream.of(
        new Stopped(new AwsCloud(), ContractFunction.class, Senders::sqs, "INT"),
        new Stopped(new AwsCloud(), ContractFunction.class, Senders::sqs, "TERM"),
        new Stopped(new GoogleCloud(), ContractPush.class, Senders::pubSub, "INT"),
        new Stopped(new AzureCloud(), ContractApp.class, Senders::serviceBus, "TERM"));
  }

  private Process start(Stopped host) throws IOException {
    Path topology = Files.writeString(folder.resolve("topology.yaml"), TOPOLOGY);
    Process ferry =
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
                "--on",
                host.cloud().name(),
                "--package",
                ContractPackage.of(host.cloud().layout()).toString(),
                "--entry",
                host.entry().getName(),
                "--function-log",
                log().toString())
            .redirectErrorStream(true)
            .start();
    Thread reader = new Thread(() -> read(ferry), "ferry-output");
    reader.setDaemon(true);
    reader.start();
    return ferry;
  }

  private void read(Process ferry) {
    try (BufferedReader output = ferry.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      lines.add("(ended)");
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void signal_whileAFunctionRuns_endsInBoundedTime_withEveryProcess(Stopped host) throws Exception {
    Process ferry = start(host);
    try {
      Map<String, String> exported = new HashMap<>();
      line(line -> line.contains("running; in another shell"));
      line(line -> !readExport(line, exported));
      host.sender().send(exported, "work", ContractFunction.SLEEPS);
      awaitSleep();
      List<ProcessHandle> functions = ferry.descendants().toList();
      assertThat(functions).isNotEmpty();

      kill(host.signal(), ferry);

      assertThat(ferry.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(ferry.exitValue()).isZero();
      for (ProcessHandle function : functions) {
        function.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      ferry.descendants().forEach(ProcessHandle::destroyForcibly);
      ferry.destroyForcibly();
    }
  }

  private Path log() {
    return folder.resolve("functions.log");
  }

  /** Until the function says so: that it is counted as running it is before it has a process. */
  private void awaitSleep() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log()).contains(ContractFunction.SLEEPS)) {
      assertThat(System.nanoTime()).as("the function's log within %s", PATIENCE).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Whether the line is what a shell is told. */
  private static boolean readExport(String line, Map<String, String> exported) {
    Matcher export = EXPORT.matcher(line);
    boolean matches = export.matches();
    if (matches) {
      exported.put(export.group(1), export.group(2));
    }
    return matches;
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

  private static void kill(String signal, Process ferry) throws IOException, InterruptedException {
    Process sent =
        new ProcessBuilder("kill", "-" + signal, Long.toString(ferry.pid())).inheritIO().start();
    assertThat(sent.waitFor()).isZero();
  }

  /** Sends as somebody in another shell does. */
  interface Sender {
    /** Sends a text to a queue of what these variables name. */
    void send(Map<String, String> exported, String queue, String text);
  }
}
