package dev.ferry.functions.azure;

import dev.ferry.functions.Deployed;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.HostedHandler;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function as it is deployed. Safe for use by any number of threads. */
final class HostedFunction {
  private static final String TIMEOUT = "AzureFunctionsJobHost__functionTimeout";

  /** The consumption plan's own. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /**
   * Static because the worker makes an object of the user's class for every invocation, and keeps
   * nothing else: this is what a process has.
   */
  private static final ConcurrentMap<Class<?>, HostedFunction> OF_PROCESS =
      new ConcurrentHashMap<>();

  private final Deployed deployed;
  private final HostedHandler<List<ReceivedMessage>, ServiceBusEvent, Answer> handler;
  private final @Nullable Duration timeout;

  HostedFunction(Trigger trigger, Application application, AzureSetup setup) {
    this.deployed = new Deployed(setup);
    this.handler =
        new HostedHandler<>(
            application,
            deployed,
            (running, reading) -> new ServiceBusHost(trigger, running, reading));
    this.timeout = timeout(deployed.environment());
  }

  /**
   * The function of a class, made when it is first asked for; one that cannot start is asked again.
   */
  static HostedFunction of(Class<?> type, Supplier<HostedFunction> made) {
    return OF_PROCESS.computeIfAbsent(type, absent -> made.get());
  }

  /** How long an invocation may take; null for as long as it likes. */
  private static @Nullable Duration timeout(FunctionEnvironment environment) {
    String set = environment.find(TIMEOUT).orElse("");
    if (set.equals("-1")) {
      return null;
    }
    if (set.isEmpty()) {
      return DEFAULT_TIMEOUT;
    }
    if (!set.matches("(\\d{1,3}\\.)?\\d{2}:\\d{2}:\\d{2}")) {
      throw MessagingException.invalid(
          "start function: setting %s is not of the form hh:mm:ss".formatted(TIMEOUT));
    }
    String[] parts = set.replaceFirst("^(\\d+)\\.", "$1:").split(":", -1);
    int days = parts.length == 4 ? Integer.parseInt(parts[0]) : 0;
    int first = parts.length - 3;
    return Duration.ofDays(days)
        .plusHours(Integer.parseInt(parts[first]))
        .plusMinutes(Integer.parseInt(parts[first + 1]))
        .plusSeconds(Integer.parseInt(parts[first + 2]));
  }

  /** Handles what one invocation is given: returns, or throws so that all of it comes again. */
  void handle(List<ReceivedMessage> messages) {
    Instant began = deployed.timeline().now();
    Instant limit = timeout == null ? Instant.MAX : began.plus(timeout);
    handler.handle(messages, began, limit).give();
  }
}
