package dev.ferry.peers.azure.servicebus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets the administration clients make, show and remove the entities of a {@link ServiceBusPeer}:
 * over plain HTTP on a port of loopback, no authorisation. It updates and lists nothing. Safe for
 * use by any number of threads.
 */
public final class AdministrationServer implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Broker broker;
  private final HttpServer http;
  private final ExecutorService threads;

  private AdministrationServer(Broker broker, HttpServer http, ExecutorService threads) {
    this.broker = broker;
    this.http = http;
    this.threads = threads;
  }

  /**
   * Starts it on a port that is free; the peer stays the caller's.
   *
   * @throws UncheckedIOException when it cannot listen
   */
  public static AdministrationServer start(ServiceBusPeer peer) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "servicebus-administration");
                thread.setDaemon(true);
                return thread;
              });
      AdministrationServer server = new AdministrationServer(peer.broker(), http, threads);
      http.setExecutor(threads);
      http.createContext("/", server::handle);
      http.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException("listen on loopback", noPort);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body XML
   */
  private record Reply(int status, String body) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = answer(exchange);
      } catch (Refusal refused) {
        reply = error(refused.condition().status(), String.valueOf(refused.getMessage()));
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/atom+xml;charset=utf-8");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    return switch (exchange.getRequestMethod()) {
      case "PUT" -> create(path, Description.read(exchange.getRequestBody()));
      case "GET" -> broker.guarded(() -> new Reply(OK, shown(path).orElse(DescriptionXml.NONE)));
      case "DELETE" -> delete(path);
      default -> error(NOT_ALLOWED, "This peer makes, shows and removes.");
    };
  }

  private Reply create(String path, Description wanted) {
    return broker.guarded(
        () -> {
          wanted.create(broker.entities(), path);
          return new Reply(CREATED, shown(path).orElseThrow());
        });
  }

  private Optional<String> shown(String path) {
    Optional<Queue> queue = broker.entities().queue(path);
    return queue.isEmpty() && broker.entities().exists(path)
        ? Optional.of(DescriptionXml.topic(path))
        : queue.map(each -> DescriptionXml.queue(path, each.options(), each.counts()));
  }

  private Reply delete(String path) {
    return broker.guarded(
        () -> {
          if (!broker.entities().exists(path)) {
            return error(NOT_FOUND, "'" + path + "' could not be found.");
          }
          broker.entities().delete(path);
          return new Reply(OK, "");
        });
  }

  private static Reply error(int status, String detail) {
    return new Reply(status, DescriptionXml.error(status, detail));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
