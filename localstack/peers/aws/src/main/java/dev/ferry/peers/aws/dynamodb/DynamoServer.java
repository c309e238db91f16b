package dev.ferry.peers.aws.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers a DynamoDB client on loopback, on a port of its own; keeps everything in memory. Safe for
 * use by several threads.
 *
 * <pre>{@code
 * try (DynamoServer dynamo = DynamoServer.start()) {
 *   DynamoDbClient.builder().endpointOverride(dynamo.endpoint())...
 * }
 * }</pre>
 */
public final class DynamoServer implements AutoCloseable {
  private static final int MOST_REQUEST_BYTES = 16 << 20;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final String TYPE = "application/x-amz-json-1.0";

  private final HttpServer http;
  private final ExecutorService threads;
  private final Operations operations = new Operations();

  private DynamoServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /** Starts it, without tables. */
  public static DynamoServer start() {
    if (System.getProperty(NO_DELAY) == null) {
      // Read once, by the first server of the JVM: without it a small answer may take 40 ms.
      System.setProperty(NO_DELAY, "true");
    }
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "peer-dynamodb");
                thread.setDaemon(true);
                return thread;
              });
      DynamoServer server = new DynamoServer(HttpServer.create(anyPort, 0), threads);
      server.http.setExecutor(threads);
      server.http.createContext("/", server::handle);
      server.http.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException("start DynamoDB on loopback", noPort);
    }
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /**
   * Refuses the next writes of an item, as a partition does that has too much to do.
   *
   * @param partitionKey the text of its partition key
   * @param times how many of them
   */
  public void throttle(String partitionKey, int times) {
    operations.trouble().add(partitionKey, Trouble.Kind.THROTTLED, times);
  }

  /**
   * Refuses the next writes of an item, as while another transaction has it.
   *
   * @param partitionKey the text of its partition key
   * @param times how many of them
   */
  public void conflict(String partitionKey, int times) {
    operations.trouble().add(partitionKey, Trouble.Kind.CONFLICT, times);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      Map<String, Object> answer;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_REQUEST_BYTES);
        answer = operations.answer(verb(exchange), Json.read(body));
      } catch (DynamoError refused) {
        status = 400;
        answer = refused.body();
      }
      byte[] bytes = Json.write(answer);
      exchange.getResponseHeaders().set("Content-Type", TYPE);
      exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String verb(HttpExchange exchange) {
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    return target.substring(target.indexOf('.') + 1);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
