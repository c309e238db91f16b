package dev.ferry.host.google;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.invoker.BackgroundFunctionExecutor;
import com.google.cloud.functions.invoker.HttpFunctionExecutor;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * One function behind the real functions framework: what the framework makes of a request and of a
 * function's answer, on its own Jetty. Only the connector is ours, because the framework's own
 * listens on every interface and has no option.
 *
 * <p>Safe for use by any number of threads.
 */
public final class LoopbackFramework implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long STOP_MILLIS = 2_000;

  private final Server server;
  private final ServerConnector connector;

  private LoopbackFramework(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Makes a function and serves it; blocks until it can be called.
   *
   * @param function its entry class: an {@code HttpFunction}, or one of the framework's kinds of
   *     event functions
   * @param port where, or 0 for a free port
   * @throws IllegalStateException when it cannot be made or served
   */
  public static LoopbackFramework start(Class<?> function, int port) {
    JettyLog.quiet();
    Handler handler = handler(function);
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(STOP_MILLIS);
    try {
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException("serve function " + function.getName(), failed);
    }
    return new LoopbackFramework(server, connector);
  }

  private static Handler handler(Class<?> function) {
    return HttpFunction.class.isAssignableFrom(function)
        ? HttpFunctionExecutor.forClass(function)
        : BackgroundFunctionExecutor.forClass(function);
  }

  /** Where it can be called. */
  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort() + "/");
  }

  /** Ends it; waits for what runs, two seconds at most. Idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
