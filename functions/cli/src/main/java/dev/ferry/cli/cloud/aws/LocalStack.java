package dev.ferry.cli.cloud.aws;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LocalStack while a run lasts: one that is there already, or one that is started for it. */
final class LocalStack implements AutoCloseable {
  private static final String HOME = "ferry.home";
  private static final int PORT = 4566;
  private static final int NOT_RUNNING = 3;

  private final URI endpoint;
  private final @Nullable Path startedBy;

  private LocalStack(URI endpoint, @Nullable Path startedBy) {
    this.endpoint = endpoint;
    this.startedBy = startedBy;
  }

  /**
   * At an endpoint; for null the one that runs here, else one that is started, which takes seconds,
   * or minutes where it has to be installed.
   *
   * @throws MessagingException FAILED_PRECONDITION where it cannot be started; the text says why
   */
  static LocalStack at(@Nullable URI endpoint) throws IOException, InterruptedException {
    if (endpoint != null) {
      return new LocalStack(endpoint, null);
    }
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "start LocalStack: not in a checkout of Ferry; name one that runs with --endpoint");
    }
    Path up = Path.of(home, "localstack", "up");
    URI here = URI.create("http://127.0.0.1:" + PORT);
    if (run(up, "status") != NOT_RUNNING) {
      return new LocalStack(here, null);
    }
    int status = run(up, "start", "--detach");
    if (status != 0) {
      throw new MessagingException(
          ErrorCode.FAILED_PRECONDITION,
          false,
          "start LocalStack: '" + up + " --detach' ended with " + status + "; it says why above");
    }
    return new LocalStack(here, up);
  }

  /** Where it answers. */
  URI endpoint() {
    return endpoint;
  }

  private static int run(Path up, String... arguments) throws IOException, InterruptedException {
    if (!Files.isExecutable(up)) {
      throw new IOException("run " + up + ": it is not there");
    }
    List<String> command = new ArrayList<>(List.of(up.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  /** Stops it where it was started for this run. */
  @Override
  public void close() throws IOException {
    if (startedBy == null) {
      return;
    }
    try {
      run(startedBy, "down");
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
