package dev.ferry.host.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one execution environment, on loopback: the runtime fetches events and
 * posts answers. Safe for use by threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
  static {
    // Read by the first server of a JVM: without it a small answer waits 40 ms for more.
    System.setProperty(
        "sun.net.httpserver.nodelay", System.getProperty("sun.net.httpserver.nodelay", "true"));
  }

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;

  /**
   * The most that a function may answer.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
   */
  private static final int MAX_ANSWER_BYTES = 6 * 1024 * 1024;

  private final FunctionSpec function;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final ExecutorService threads = Threads.perTask("ferry-runtime-api");
  private final HttpServer server;
  private volatile @Nullable InvocationResult dead;

  RuntimeApi(FunctionSpec function) {
    this.function = function;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(threads);
    server.createContext(ROOT, this::answer);
    server.start();
  }

  /** What the process is told as {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Queues an event; it ends at once when the process is gone already. */
  void offer(Invocation invocation) {
    running.put(invocation.requestId(), invocation);
    waiting.add(invocation);
    InvocationResult gone = dead;
    if (gone != null) {
      endAll(gone);
    }
  }

  /** The process is gone: whatever runs or waits ends like this, now and later. */
  void endAll(InvocationResult how) {
    dead = how;
    running.values().removeIf(invocation -> ended(invocation, how));
  }

  private static boolean ended(Invocation invocation, InvocationResult how) {
    invocation.end(how);
    return true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      String[] parts = path.split("/", -1);
      if (path.equals("invocation/next")) {
        next(exchange);
      } else if (path.equals("init/error")) {
        endAll(failed(exchange));
        reply(exchange, ACCEPTED);
      } else if (parts.length == 3 && parts[0].equals("invocation")) {
        end(exchange, parts[1], parts[2]);
      } else {
        reply(exchange, NOT_FOUND);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Invocation invocation = waiting.take();
    var headers = exchange.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.add("Lambda-Runtime-Invoked-Function-Arn", function.arn());
    headers.add("Content-Type", "application/json");
    Instant deadline = Instant.now().plus(function.timeout());
    headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
    byte[] event = invocation.event().toByteArray();
    invocation.handedOver().complete(null);
    exchange.sendResponseHeaders(OK, event.length);
    exchange.getResponseBody().write(event);
  }

  private void end(HttpExchange exchange, String requestId, String how) throws IOException {
    Invocation invocation = running.remove(requestId);
    if (invocation == null) {
      reply(exchange, NOT_FOUND);
      return;
    }
    InvocationResult result = how.equals("response") ? answered(exchange) : failed(exchange);
    reply(exchange, ACCEPTED);
    invocation.end(result);
  }

  private static InvocationResult answered(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    byte[] answer = body.readNBytes(MAX_ANSWER_BYTES + 1);
    // Read to its end: a runtime whose connection was cut in the middle would not ask for more.
    body.transferTo(OutputStream.nullOutputStream());
    return answer.length > MAX_ANSWER_BYTES
        ? new InvocationResult.Failed("Function.ResponseSizeTooLarge", "{}")
        : new InvocationResult.Answered(Body.wrap(answer));
  }

  private static InvocationResult.Failed failed(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    return new InvocationResult.Failed(
        type == null ? "Runtime.Unknown" : type,
        new String(exchange.getRequestBody().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8));
  }

  private static void reply(HttpExchange exchange, int status) throws IOException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Ends what waits, and listens no more. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
