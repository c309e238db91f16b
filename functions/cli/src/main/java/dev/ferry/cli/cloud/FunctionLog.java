package dev.ferry.cli.cloud;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What functions print, each line after its handler's name. Safe for use by several threads. */
public final class FunctionLog implements AutoCloseable {
  private final PrintStream out;
  private final @Nullable Path file;
  private final boolean closes;

  private FunctionLog(PrintStream out, @Nullable Path file, boolean closes) {
    this.out = out;
    this.file = file;
    this.closes = closes;
  }

  /** A log in a file; nowhere for null. */
  public static FunctionLog to(@Nullable Path file) throws IOException {
    OutputStream out = file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(file);
    return new FunctionLog(new PrintStream(out, true, StandardCharsets.UTF_8), file, true);
  }

  /** A log on stderr. */
  public static FunctionLog onStderr() {
    return new FunctionLog(System.err, null, false);
  }

  /** The file that it is; empty where it is none. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Prints a line. */
  public void print(String handler, String line) {
    out.println(handler + ": " + line);
  }

  @Override
  public void close() {
    if (closes) {
      out.close();
    }
  }
}
