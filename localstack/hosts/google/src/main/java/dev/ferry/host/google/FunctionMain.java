package dev.ferry.host.google;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process of one instance: loads a function apart from everything else, as the framework's own
 * launcher does, serves it on a free port, and says on which. Ends when its standard input does, so
 * that no instance outlives whoever started it.
 *
 * <pre>
 * java -cp HOST:FRAMEWORK dev.ferry.host.google.FunctionMain ENTRY JAR...</pre>
 */
public final class FunctionMain {
  /** Begins the line that says the port. */
  static final String LISTENING = "ferry-host-google listening on ";

  private FunctionMain() {}

  /**
   * Serves a function.
   *
   * @param arguments its entry class, and its class path
   * @throws ReflectiveOperationException when there is no such class
   * @throws IOException when a part of the class path is no path, or standard input breaks
   */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    List<URL> classPath = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      classPath.add(url(Path.of(arguments[i])));
    }
    ClassLoader functions =
        new URLClassLoader(classPath.toArray(URL[]::new), new FrameworkApi(FunctionMain.class));
    Thread.currentThread().setContextClassLoader(functions);
    Class<?> entry = Class.forName(arguments[0], true, functions);
    LoopbackFramework framework = LoopbackFramework.start(entry, 0);
    PrintStream output =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    output.println(LISTENING + framework.address().getPort());
    while (System.in.read() >= 0) {
      // What is said is not for it; only the end is.
    }
    System.exit(0);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** Shows a function the classes that it shares with the framework, and no other of its. */
  private static final class FrameworkApi extends ClassLoader {
    private static final List<String> SHARED =
        List.of("com.google.cloud.functions.", "io.cloudevents.");

    private final Class<?> framework;

    private FrameworkApi(Class<?> framework) {
      super(ClassLoader.getPlatformClassLoader());
      this.framework = framework;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SHARED.stream().anyMatch(name::startsWith)) {
        return Class.forName(name, false, framework.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
