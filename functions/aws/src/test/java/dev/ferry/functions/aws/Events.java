package dev.ferry.functions.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The events that are kept as files. */
final class Events {
  private Events() {}

  static InputStream open(String name) {
    return Objects.requireNonNull(Events.class.getResourceAsStream("events/" + name), name);
  }

  static byte[] bytes(String name) {
    try (InputStream event = open(name)) {
      return event.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
