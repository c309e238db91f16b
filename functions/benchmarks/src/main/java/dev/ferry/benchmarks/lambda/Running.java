package dev.ferry.benchmarks.lambda;

import dev.ferry.host.aws.FunctionPool;
import dev.ferry.host.aws.FunctionSpec;
import dev.ferry.host.aws.InvocationResult;
import dev.ferry.messaging.Body;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Collectors;

/**
 * One process of each function that is compared, side by side: each event goes to all of them, one
 * after the other, so that whatever else the machine does meets all of them. Not safe for use by
 * several threads.
 */
final class Running implements AutoCloseable {
  private static final String SUCCESS = "{\"batchItemFailures\":[]}";

  private final Map<Variant, FunctionPool> functions = new EnumMap<>(Variant.class);
  private final Map<Variant, ProcessHandle> processes = new EnumMap<>(Variant.class);
  private final List<String> log = new ArrayList<>();

  /** Starts nothing yet: the first invocation does. */
  Running(Map<String, String> environment) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    for (Variant variant : Variant.values()) {
      FunctionSpec spec =
          FunctionSpec.of(
                  variant.name(),
                  variant.entry().getName() + "::handleRequest",
                  classPath,
                  Duration.ofMinutes(1))
              .withEnvironment(environment);
      functions.put(variant, new FunctionPool(spec, 1, log::add));
    }
  }

  /**
   * Invokes one function and tells how long it took in microseconds.
   *
   * @throws IllegalStateException when it did not succeed
   */
  private double micros(Variant variant, int messages) throws InterruptedException {
    FunctionPool function = Objects.requireNonNull(functions.get(variant));
    Body event = Events.of(messages);
    long began = System.nanoTime();
    InvocationResult result = function.invoke(event);
    double micros = (System.nanoTime() - began) / 1000.0;
    if (!(result instanceof InvocationResult.Answered answered)
        || !answered.payload().utf8().equals(SUCCESS)) {
      throw new IllegalStateException("no success: " + result + "\n" + String.join("\n", log));
    }
    return micros;
  }

  /** Starts one function by its first event, and tells how long that took in microseconds. */
  double start(Variant variant) throws InterruptedException {
    Set<ProcessHandle> before = children();
    double micros = micros(variant, 1);
    Set<ProcessHandle> started = children();
    started.removeAll(before);
    processes.put(variant, started.iterator().next());
    return micros;
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  /** What CPU a function's process has used so far, in microseconds. */
  double cpuMicros(Variant variant) {
    return Objects.requireNonNull(processes.get(variant))
            .info()
            .totalCpuDuration()
            .orElseThrow()
            .toNanos()
        / 1000.0;
  }

  /**
   * Invokes each function in turn so many times, each time with an event of so many messages, and
   * tells how many microseconds each took.
   */
  void inTurn(int times, int messages, ObjDoubleConsumer<Variant> told)
      throws InterruptedException {
    List<Variant> variants = List.of(Variant.values());
    for (int time = 0; time < times; time++) {
      for (int turn = 0; turn < variants.size(); turn++) {
        Variant variant = variants.get((time + turn) % variants.size());
        told.accept(variant, micros(variant, messages));
      }
    }
  }

  @Override
  public void close() {
    functions.values().forEach(FunctionPool::close);
  }
}
