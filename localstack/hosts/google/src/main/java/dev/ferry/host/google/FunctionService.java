package dev.ferry.host.google;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The service of one function: an address on loopback whose requests go to an instance each, as
 * Cloud Run does with a concurrency of one. A request that finds all instances busy for ten seconds
 * is answered 429, one whose instance dies 502, one that takes longer than the function's timeout
 * 504, and its instance is ended.
 *
 * <p>Safe for use by any number of threads.
 */
public final class FunctionService implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PENDING = Duration.ofSeconds(10);
  private static final long LONGEST_BODY = 32L << 20;
  private static final List<String> PASSED_ON =
      List.of("Authorization", "Content-Type", "traceparent", "X-Cloud-Trace-Context");
  private static final int TOO_LARGE = 413;
  private static final int BUSY = 429;
  private static final int INSTANCE_DIED = 502;
  private static final int UNAVAILABLE = 503;
  private static final int TIMED_OUT = 504;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServiceCounts counts = new ServiceCounts();
  private final FunctionSpec function;
  private final InstancePool instances;
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  private FunctionService(FunctionSpec function, int most, Consumer<String> log) {
    this.function = function;
    this.instances = new InstancePool(function, most, log);
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    server.setHandler(new Front());
    server.setStopTimeout(0);
  }

  /**
   * Opens a service; instances are started when requests come.
   *
   * @param most how many instances there may be
   * @param log is given each line that the function prints
   * @throws IllegalStateException when it cannot listen
   */
  public static FunctionService start(FunctionSpec function, int most, Consumer<String> log) {
    JettyLog.quiet();
    FunctionService service = new FunctionService(function, most, log);
    try {
      service.server.start();
    } catch (Exception failed) {
      throw new IllegalStateException("open the service of '" + function.name() + "'", failed);
    }
    return service;
  }

  /** Where it is called. */
  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort() + "/");
  }

  /** What it did so far. */
  public ServiceCounts counts() {
    return counts;
  }

  /** Takes requests for the instances. */
  private final class Front extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      counts.began();
      int status = UNAVAILABLE;
      try {
        status = passOn(request, response, callback);
      } finally {
        counts.ended(status);
      }
      return true;
    }
  }

  private int passOn(Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    byte[] body;
    try (InputStream in = Content.Source.asInputStream(request)) {
      body = in.readNBytes((int) LONGEST_BODY + 1);
    }
    if (body.length > LONGEST_BODY) {
      return answered(response, callback, TOO_LARGE, new byte[0]);
    }
    HttpRequest.Builder passed =
        HttpRequest.newBuilder()
            .timeout(function.timeout())
            .method(request.getMethod(), BodyPublishers.ofByteArray(body));
    for (String name : PASSED_ON) {
      String value = request.getHeaders().get(name);
      if (value != null) {
        passed.header(name, value);
      }
    }
    Optional<Instance> instance = instances.take(PENDING);
    if (instance.isEmpty()) {
      return answered(response, callback, BUSY, new byte[0]);
    }
    return ask(instance.get(), passed, response, callback);
  }

  private int ask(
      Instance instance, HttpRequest.Builder request, Response response, Callback callback)
      throws InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          client.send(request.uri(instance.address()).build(), BodyHandlers.ofByteArray());
      return answered(response, callback, answer.statusCode(), answer.body());
    } catch (HttpTimeoutException tooLong) {
      instance.close();
      return answered(response, callback, TIMED_OUT, new byte[0]);
    } catch (IOException died) {
      instance.close();
      counts.instanceLost();
      return answered(response, callback, INSTANCE_DIED, new byte[0]);
    } finally {
      instances.giveBack(instance);
    }
  }

  private static int answered(Response response, Callback callback, int status, byte[] body) {
    response.setStatus(status);
    response.write(true, ByteBuffer.wrap(body), callback);
    return status;
  }

  /** Ends it and every instance; does not wait for what runs. Idempotent. */
  @Override
  public void close() {
    instances.close();
    try {
      server.stop();
    } catch (Exception stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
