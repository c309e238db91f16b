package dev.ferry.host.aws;

import dev.ferry.messaging.Body;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Functions of tests, and events for them. */
final class Functions {
  private Functions() {}

  /** The function that does what its messages say. */
  static FunctionSpec scripted(Duration timeout) {
    return of(ScriptedFunction.class, timeout);
  }

  static FunctionSpec of(Class<?> entry, Duration timeout) {
    try {
      Path classes = Path.of(entry.getProtectionDomain().getCodeSource().getLocation().toURI());
      return FunctionSpec.of(
          "scripted", entry.getName() + "::handleRequest", List.of(classes), timeout);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An event whose messages m0, m1 ... say these lines. */
  static Body event(String... lines) {
    return Body.of(
        IntStream.range(0, lines.length)
            .mapToObj(i -> "{\"messageId\":\"m" + i + "\",\"body\":\"" + lines[i] + "\"}")
            .collect(Collectors.joining(",", "{\"Records\":[", "]}")));
  }
}
