package dev.ferry.host.aws;

import dev.ferry.messaging.Body;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One process that runs one function, one event at a time, as an execution environment of Lambda
 * does. Once its process is gone it stays gone; {@link FunctionPool} starts another.
 */
final class ExecutionEnvironment implements AutoCloseable {
  /** Lambda gives a cold start 10 s; a laptop under load gets more. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private final FunctionSpec function;
  private final RuntimeApi api;
  private final Process process;

  /** Done when the process is gone and its invocation has been told. */
  private final CompletableFuture<Void> gone;

  private ExecutionEnvironment(FunctionSpec function, RuntimeApi api, Process process) {
    this.function = function;
    this.api = api;
    this.process = process;
    this.gone =
        process
            .onExit()
            .thenAccept(ended -> api.endAll(new InvocationResult.Exited(ended.exitValue())));
  }

  /**
   * Starts a process; does not wait for it.
   *
   * @param log is given each line that the process prints
   */
  static ExecutionEnvironment start(FunctionSpec function, Consumer<String> log) {
    RuntimeApi api = new RuntimeApi(function);
    try {
      Process process = processOf(function, api.address()).start();
      Thread reader = new Thread(() -> copy(process, log), "ferry-log-" + function.name());
      reader.setDaemon(true);
      reader.start();
      return new ExecutionEnvironment(function, api, process);
    } catch (IOException noProcess) {
      api.close();
      throw new UncheckedIOException(
          "start function '" + function.name() + "': its process could not be started", noProcess);
    }
  }

  private static ProcessBuilder processOf(FunctionSpec function, String runtimeApi) {
    List<String> command = new ArrayList<>();
    command.add(function.javaHome().resolve("bin/java").toString());
    command.addAll(
        List.of(
            "-Xmx" + function.heapMegabytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            RuntimeClient.nativeOption()));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    String classPath =
        Stream.concat(function.classPath().stream(), RuntimeClient.jars().stream())
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    command.addAll(List.of("-cp", classPath, RuntimeClient.MAIN, function.handler()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables(function, runtimeApi));
    return builder;
  }

  /** What Lambda sets, and the function's own. */
  private static Map<String, String> variables(FunctionSpec function, String runtimeApi) {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_REGION", "us-east-1");
    variables.putAll(function.environment());
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    variables.put("_HANDLER", function.handler());
    return variables;
  }

  private static void copy(Process process, Consumer<String> log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(log);
    } catch (IOException | UncheckedIOException ended) {
      log.accept("(no more output: " + ended.getMessage() + ")");
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Hands an event to the function and blocks until it ended, at the latest at the function's
   * timeout after it was fetched; the process is killed then.
   *
   * @throws InterruptedException when the calling thread is interrupted; the process is killed
   */
  InvocationResult invoke(Body event) throws InterruptedException {
    Invocation invocation = new Invocation(event);
    api.offer(invocation);
    try {
      await(invocation.handedOver(), START_LIMIT);
      return await(invocation.result(), function.timeout());
    } catch (TimeoutException tooLong) {
      invocation.end(new InvocationResult.TimedOut(function.timeout()));
      kill();
      return invocation.result().getNow(new InvocationResult.TimedOut(function.timeout()));
    } catch (InterruptedException stopped) {
      kill();
      throw stopped;
    }
  }

  private static <T> T await(CompletableFuture<T> what, Duration limit)
      throws InterruptedException, TimeoutException {
    try {
      return what.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Ends the process at once, as SIGKILL does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    try {
      await(gone, KILL_LIMIT);
    } catch (TimeoutException stuck) {
      throw new IllegalStateException(
          "kill process " + pid() + " of '" + function.name() + "': it is still there", stuck);
    }
  }

  /** Ends the process and gives up its port. Idempotent. */
  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }
}
