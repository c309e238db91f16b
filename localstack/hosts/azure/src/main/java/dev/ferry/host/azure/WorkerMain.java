package dev.ferry.host.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * The process of a worker: loads a function app apart from everything else, takes invocations on a
 * free port of loopback, and says on which. Runs as many at once as it is asked to. Ends when its
 * standard input does, so that no worker outlives its host.
 *
 * <pre>
 * java -cp HOST:LIBRARY dev.ferry.host.azure.WorkerMain JAR...</pre>
 */
public final class WorkerMain {
  /** Begins the line that says the port. */
  static final String LISTENING = "ferry-host-azure worker on ";

  /** Answers an invocation whose function returned. */
  static final int RETURNED = 200;

  /** Answers an invocation whose function threw, or could not be called. */
  static final int THREW = 500;

  private WorkerMain() {}

  /**
   * Serves an app.
   *
   * @param arguments its class path
   * @throws IOException when a part of it is no path, there is no port, or standard input breaks
   */
  public static void main(String[] arguments) throws IOException {
    List<URL> classPath = new ArrayList<>();
    for (String argument : arguments) {
      classPath.add(url(Path.of(argument)));
    }
    ClassLoader functions =
        new URLClassLoader(classPath.toArray(URL[]::new), new LibraryOfTheWorker());
    AppMethods methods = new AppMethods(functions);
    PrintStream output =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> answer(exchange, methods, output));
    server.start();
    output.println(LISTENING + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // What is said is not for it; only the end is.
    }
    System.exit(0);
  }

  private static void answer(HttpExchange exchange, AppMethods methods, PrintStream output)
      throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      String failure = "";
      try {
        methods.run(Invocation.read(request));
      } catch (Throwable thrown) { // whatever a function throws ends its invocation alone
        failure = thrown.getClass().getName();
        thrown.printStackTrace(output);
      }
      byte[] bytes = failure.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          failure.isEmpty() ? RETURNED : THREW, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** Shows a function the library that it shares with the worker, and nothing else of it. */
  private static final class LibraryOfTheWorker extends ClassLoader {
    private static final String SHARED = "com.microsoft.azure.functions.";

    private LibraryOfTheWorker() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(SHARED)) {
        return Class.forName(name, false, WorkerMain.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
