package dev.ferry.host.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process in which an app's functions run, any number at once. Once it is gone it stays gone;
 * {@link Worker} starts another. Safe for use by any number of threads.
 */
final class WorkerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final FunctionAppSpec app;
  private final HttpClient client;
  private final Process process;
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private volatile boolean ended;

  private WorkerProcess(FunctionAppSpec app, HttpClient client, Process process) {
    this.app = app;
    this.client = client;
    this.process = process;
  }

  /** How an invocation ended. */
  enum Ending {
    RETURNED,
    THREW,
    /** The process died under it. */
    DIED,
    /** It took longer than the app's timeout, and the process was ended. */
    OVERRAN
  }

  /**
   * Starts a process; does not wait for it.
   *
   * @param log is given each line that the process prints
   */
  static WorkerProcess start(FunctionAppSpec app, HttpClient client, Consumer<String> log) {
    try {
      WorkerProcess worker = new WorkerProcess(app, client, processOf(app).start());
      Thread reader = new Thread(() -> worker.read(log), "ferry-log-" + app.name());
      reader.setDaemon(true);
      reader.start();
      return worker;
    } catch (IOException noProcess) {
      throw new UncheckedIOException(
          "start function app '" + app.name() + "': its worker could not be started", noProcess);
    }
  }

  private static ProcessBuilder processOf(FunctionAppSpec app) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    // Without it a small answer may take 40 ms.
    command.add("-Dsun.net.httpserver.nodelay=true");
    command.add("-cp");
    command.add(
        Stream.of(WorkerMain.class, FunctionName.class, ExecutionContext.class, JsonFactory.class)
            .map(WorkerProcess::jar)
            .distinct()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(WorkerMain.class.getName());
    app.classPath().forEach(path -> command.add(path.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(app.settings());
    builder.environment().put("WEBSITE_SITE_NAME", app.name());
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
        if (line.startsWith(WorkerMain.LISTENING)) {
          String port = line.substring(WorkerMain.LISTENING.length());
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
   * Runs an invocation; blocks until it ended, which it does in the time that it may take.
   *
   * @param timeout null for as long as it likes
   */
  Ending invoke(Invocation invocation, @Nullable Duration timeout) throws InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address()).POST(BodyPublishers.ofByteArray(invocation.toBytes()));
      if (timeout != null) {
        request.timeout(timeout);
      }
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      return status == WorkerMain.RETURNED ? Ending.RETURNED : Ending.THREW;
    } catch (HttpTimeoutException tooLong) {
      close();
      return Ending.OVERRAN;
    } catch (IOException died) {
      close();
      return Ending.DIED;
    }
  }

  private URI address() throws IOException, InterruptedException {
    try {
      return address.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("start the worker of '" + app.name() + "'", failed);
    }
  }

  /** Whether it may get invocations; a process that is being ended is alive for a moment longer. */
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
