package dev.ferry.cli.demo.trouble;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.processing.ProcessingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The demo, as a function's process sees it: it hears what happens, and may kill the process while
 * it does. Safe for use by any number of threads; blocks for a request on loopback each.
 */
public final class Control {
  /** The variable that says where the demo listens. */
  public static final String VARIABLE = "FERRY_DEMO_CONTROL";

  private final String root;
  private final String pid = Long.toString(ProcessHandle.current().pid());

  /** The demo that listens at {@code root}. */
  public Control(String root) {
    this.root = root;
  }

  /** A message comes by a point: the process may not outlive this call. */
  public void at(CrashPoint point) {
    ask("at", Map.of("point", point.name(), "pid", pid));
  }

  /** Something happened to a message. */
  public void happened(ProcessingEvent event) {
    ask(
        "happened",
        Map.of(
            "kind",
            event.kind().name(),
            "handler",
            event.handler(),
            "id",
            event.messageId(),
            "round",
            Integer.toString(event.round()),
            "attempt",
            Integer.toString(event.attempt()),
            "detail",
            event.detail()));
  }

  /** So many messages were delivered a second time. */
  public void deliveredAgain(int messages) {
    ask("again", Map.of("messages", Integer.toString(messages)));
  }

  /** Whether the outage is over. */
  public boolean outageOver() {
    return ask("outage", Map.of()).equals("over");
  }

  private String ask(String what, Map<String, String> parameters) {
    StringJoiner query = new StringJoiner("&", "?", "");
    parameters.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(root + what + query).toURL().openConnection();
      try (InputStream answer = connection.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException demoGone) {
      throw new UncheckedIOException("ask the demo at " + root, demoGone);
    }
  }
}
