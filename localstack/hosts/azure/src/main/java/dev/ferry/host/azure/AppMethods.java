package dev.ferry.host.azure;

import com.microsoft.azure.functions.ExecutionContext;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Logger;

/**
 * The methods of an app's functions. Each invocation gets a new object of its class, as from the
 * vendor's worker. Safe for use by any number of threads.
 */
final class AppMethods {
  private final ConcurrentMap<String, Method> methods = new ConcurrentHashMap<>();
  private final ClassLoader app;

  AppMethods(ClassLoader app) {
    this.app = app;
  }

  /**
   * Runs a function.
   *
   * @throws Throwable what it throws, or why it could not be called
   */
  void run(Invocation invocation) throws Throwable {
    Thread.currentThread().setContextClassLoader(app);
    Method method = method(invocation.entryPoint());
    ExecutionContext context = new Context(invocation.id(), invocation.function());
    Object function = method.getDeclaringClass().getConstructor().newInstance();
    try {
      Object unused = method.invoke(function, new Arguments(invocation, context).of(method));
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private Method method(String entryPoint) throws ReflectiveOperationException, IOException {
    Method known = methods.get(entryPoint);
    if (known != null) {
      return known;
    }
    int dot = entryPoint.lastIndexOf('.');
    Class<?> type = Class.forName(entryPoint.substring(0, dot), true, app);
    List<Method> found =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(entryPoint.substring(dot + 1)))
            .filter(method -> method.getDeclaringClass() == type)
            .toList();
    if (found.size() != 1) {
      throw new IOException(found.size() + " public methods are " + entryPoint + "; one is needed");
    }
    methods.put(entryPoint, found.get(0));
    return found.get(0);
  }

  /** What a function is told of its invocation. */
  private record Context(String id, String function) implements ExecutionContext {
    private static final Logger LOGGER = Logger.getLogger("function");

    @Override
    public Logger getLogger() {
      return LOGGER;
    }

    @Override
    public String getInvocationId() {
      return id;
    }

    @Override
    public String getFunctionName() {
      return function;
    }
  }
}
