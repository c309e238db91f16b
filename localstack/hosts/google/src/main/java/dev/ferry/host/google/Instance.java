package dev.ferry.host.google;

import com.google.cloud.functions.invoker.HttpFunctionExecutor;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One process that runs one function behind the functions framework. Once its process is gone it
 * stays gone; {@link FunctionService} starts another.
 */
final class Instance implements AutoCloseable {
  /** A container may take minutes to start; a laptop under load takes seconds. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final FunctionSpec function;
  private final Process process;
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private volatile boolean ended;

  private Instance(FunctionSpec function, Process process) {
    this.function = function;
    this.process = process;
  }

  /**
   * Starts a process; does not wait for it.
   *
   * @param log is given each line that the process prints
   */
  static Instance start(FunctionSpec function, Consumer<String> log) {
    try {
      Process process = processOf(function).start();
      Instance instance = new Instance(function, process);
      Thread reader = new Thread(() -> instance.read(log), "ferry-log-" + function.name());
      reader.setDaemon(true);
      reader.start();
      return instance;
    } catch (IOException noProcess) {
      throw new UncheckedIOException(
          "start function '" + function.name() + "': its process could not be started", noProcess);
    }
  }

  private static ProcessBuilder processOf(FunctionSpec function) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-cp");
    command.add(jar(FunctionMain.class) + File.pathSeparator + jar(HttpFunctionExecutor.class));
    command.add(FunctionMain.class.getName());
    command.add(function.entry());
    function.classPath().forEach(path -> command.add(path.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(function.environment());
    builder.environment().put("K_SERVICE", function.name());
    builder.environment().put("K_REVISION", function.name() + "-local");
    builder.environment().put("FUNCTION_TARGET", function.entry());
    return builder;
  }

  /** The jar or folder that a class is in. */
  private static Path jar(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException nowhere) {
      throw new IllegalStateException("find " + of.getName(), nowhere);
    }
  }

  private void read(Consumer<String> log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(FunctionMain.LISTENING)) {
          String port = line.substring(FunctionMain.LISTENING.length());
          address.complete(URI.create("http://127.0.0.1:" + port + "/"));
        } else {
          log.accept(line);
        }
      }
    } catch (IOException ended) {
      log.accept("(no more output: " + ended.getMessage() + ")");
    }
    address.completeExceptionally(new IOException("the process ended before it listened"));
  }

  /**
   * Where it listens; blocks until it does.
   *
   * @throws IOException when its process ends instead, or takes too long
   */
  URI address() throws IOException, InterruptedException {
    try {
      return address.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("start an instance of '" + function.name() + "'", failed);
    }
  }

  /** Whether it may get requests; a process that is being ended is alive for a moment longer. */
  boolean alive() {
    return !ended && process.isAlive();
  }

  /** Ends the process at once. Idempotent. */
  @Override
  public void close() {
    ended = true;
    process.destroyForcibly();
  }
}
