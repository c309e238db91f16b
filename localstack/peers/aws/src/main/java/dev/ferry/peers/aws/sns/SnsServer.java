package dev.ferry.peers.aws.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers an SNS client on loopback, on a port of its own. Safe for use by several threads. */
public final class SnsServer implements AutoCloseable {
  private static final int MOST_REQUEST_BYTES = 4 << 20;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Actions actions;

  private SnsServer(HttpServer http, ExecutorService threads, Actions actions) {
    this.http = http;
    this.threads = threads;
    this.actions = actions;
  }

  /**
   * Starts it, without topics.
   *
   * @param sqs the endpoint of the queues that subscriptions name
   * @param region what its ARNs say
   * @param account what its ARNs say
   */
  public static SnsServer start(URI sqs, String region, String account) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "peer-sns");
                thread.setDaemon(true);
                return thread;
              });
      Topics topics = new Topics(region, account, InstantSource.system(), new SqsQueueSender(sqs));
      SnsServer server = new SnsServer(HttpServer.create(anyPort, 0), threads, new Actions(topics));
      server.http.setExecutor(threads);
      server.http.createContext("/", server::handle);
      server.http.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException("start SNS on loopback", noPort);
    }
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(
              exchange.getRequestBody().readNBytes(MOST_REQUEST_BYTES), StandardCharsets.UTF_8);
      int status = 200;
      String answer;
      try {
        answer = actions.answer(Form.parse(body));
      } catch (SnsError refused) {
        status = refused.status();
        answer = Xml.error(refused);
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
