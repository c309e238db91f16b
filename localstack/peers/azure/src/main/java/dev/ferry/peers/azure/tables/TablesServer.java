package dev.ferry.peers.azure.tables;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers a client of Azure Table storage on loopback, on a port of its own; keeps everything in
 * memory. Safe for use by several threads.
 */
public final class TablesServer implements AutoCloseable {
  /** The one account. */
  public static final String ACCOUNT = "ferry";

  private static final String NO_KEY =
      Base64.getEncoder().encodeToString("nobody checks this".getBytes(StandardCharsets.UTF_8));
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpServer http;
  private final ExecutorService threads;
  private final Trouble trouble = new Trouble();
  private final Operations operations;

  private TablesServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
    this.operations = new Operations(endpoint(), trouble, InstantSource.system());
  }

  /** Starts it, without tables, on a free port. */
  public static TablesServer start() {
    return start(0);
  }

  /** Starts it, without tables, on this port. */
  public static TablesServer start(int port) {
    if (System.getProperty(NO_DELAY) == null) {
      // Read once, by the first server of the JVM: without it a small answer may take 40 ms.
      System.setProperty(NO_DELAY, "true");
    }
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "peer-tables");
                thread.setDaemon(true);
                return thread;
              });
      TablesServer server = new TablesServer(HttpServer.create(address, 0), threads);
      server.http.setExecutor(threads);
      server.http.createContext("/", server::handle);
      server.http.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException("start Table storage on loopback", noPort);
    }
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/" + ACCOUNT);
  }

  /** What a client is given to find it; its key is not checked. */
  public String connectionString() {
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;TableEndpoint=%s;"
        .formatted(ACCOUNT, NO_KEY, endpoint());
  }

  /** Answers the next requests that write with 503 ServerBusy, and does nothing. */
  public void busy(int times) {
    trouble.busy(times);
  }

  /**
   * Does what the next requests that write ask for, and ends their connection without an answer.
   */
  public void loseAnswers(int times) {
    trouble.loseAnswers(times);
  }

  /** Answers the writes of an entity with 503 ServerBusy, so many times, alone or with others. */
  public void busy(String rowKey, int times) {
    trouble.busy(rowKey, times);
  }

  /** How many requests have come since the start. */
  public long requests() {
    return operations.requests();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      TableResponse response = operations.answer(TableRequest.read(exchange));
      if (response.isLost()) {
        return;
      }
      response.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
