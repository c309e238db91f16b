package dev.ferry.aws.direct;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers by a script, and says OK when that is over. On loopback. */
final class Service implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Answer> script = new LinkedBlockingQueue<>();

  Service() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * A request as it came.
   *
   * @param headers by their names in lower case
   */
  record Asked(Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "none");
    }
  }

  /** An answer; one of status 0 is none, the connection breaks. */
  private record Answer(int status, String body, String sum) {}

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Asked> asked() {
    return asked;
  }

  /** Answers the next request so. */
  void next(int status, String body) {
    script.add(new Answer(status, body, ""));
  }

  /** Breaks the connection of the next request. */
  void breakNext() {
    next(0, "");
  }

  /** Answers the next request with a body that does not sum up to what its header says. */
  void damageNext() {
    script.add(new Answer(200, "{}", "1"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    asked.add(
        new Asked(
            headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Answer scripted = script.poll();
    Answer answer = scripted == null ? new Answer(200, "{}", "") : scripted;
    if (answer.status() > 0) {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      if (!answer.sum().isEmpty()) {
        exchange.getResponseHeaders().set("x-amz-crc32", answer.sum());
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
