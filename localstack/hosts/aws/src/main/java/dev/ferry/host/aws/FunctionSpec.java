package dev.ferry.host.aws;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as it is deployed: what Lambda is told when it is created. Immutable.
 *
 * @param name its name
 * @param handler {@code package.Class::method} of its entry
 * @param classPath the artefact's folder of classes and its jars
 * @param memoryMegabytes its memory; four fifths of it are the heap
 * @param timeout after which an invocation is ended, up to 15 minutes on Lambda
 * @param environment its variables
 * @param javaHome the JDK that runs it
 */
public record FunctionSpec(
    String name,
    String handler,
    List<Path> classPath,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment,
    Path javaHome) {
  /** The memory that a function has when nothing is said. */
  public static final int DEFAULT_MEMORY_MEGABYTES = 512;

  /** Copies the collections. */
  public FunctionSpec {
    classPath = List.copyOf(classPath);
    environment = Map.copyOf(environment);
  }

  /** A function on this JVM's own JDK, with 512 MB. */
  public static FunctionSpec of(
      String name, String handler, List<Path> classPath, Duration timeout) {
    return new FunctionSpec(
        name,
        handler,
        classPath,
        DEFAULT_MEMORY_MEGABYTES,
        timeout,
        Map.of(),
        Path.of(System.getProperty("java.home")));
  }

  /** A copy with other variables. */
  public FunctionSpec withEnvironment(Map<String, String> variables) {
    return new FunctionSpec(
        name, handler, classPath, memoryMegabytes, timeout, variables, javaHome);
  }

  /** The ARN that invocations name. */
  String arn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  }

  int heapMegabytes() {
    return memoryMegabytes * 4 / 5;
  }
}
