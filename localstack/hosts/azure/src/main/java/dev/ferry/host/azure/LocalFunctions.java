package dev.ferry.host.azure;

import dev.ferry.functions.FunctionVariables;
import dev.ferry.messaging.Address;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a topology as they run on one machine: a function app for each, of one package,
 * whose settings tell it which handler it is and leave out every function but the one whose trigger
 * agrees with the topology. The queues are there already.
 *
 * <p>Safe for use by threads. Workers are started when their first message comes.
 */
public final class LocalFunctions implements AutoCloseable {
  private static final String HOST = "AzureFunctionsJobHost__";
  private static final String BUS = HOST + "extensions__serviceBus__";
  private static final String SESSION_IDLE = "00:00:00.250";

  /** When Terraform's apps look after dead letters; here the operator does, who sees them. */
  private static final String SCHEDULE = "FERRY_DEAD_LETTER_SCHEDULE";

  private static final String NEVER = "0 0 0 29 2 *";

  private final Map<String, FunctionApp> apps = new LinkedHashMap<>();

  /**
   * Apps; {@link #start()} lets messages come.
   *
   * @param plan where the topology's channels are
   * @param settings what apps have beside the topology
   * @throws IOException when the package cannot be read
   * @throws IllegalArgumentException when its triggers do not agree with the topology
   */
  public LocalFunctions(Topology topology, ApplicationPlan plan, Settings settings)
      throws IOException {
    List<FunctionFile> functions = FunctionFile.all(settings.folder());
    FunctionChoice choice = new FunctionChoice(functions, settings.entry());
    for (Handler handler : topology.handlers().values()) {
      String name = handler.name();
      FunctionFile function = choice.of(topology, handler);
      Map<String, String> variables = new HashMap<>(settings.environment());
      variables.putAll(FunctionVariables.of(plan, name));
      variables.putAll(host(handler));
      String queue = entity(plan.handler(name).source());
      variables.put("FERRY_QUEUE", queue);
      variables.putIfAbsent(SCHEDULE, NEVER);
      functions.stream()
          .filter(other -> !other.equals(function) && !other.onTimer())
          .forEach(other -> variables.put("AzureWebJobs." + other.name() + ".Disabled", "true"));
      agree(handler, function, queue, variables);
      FunctionAppSpec app =
          new FunctionAppSpec(
              topology.resourceName(name),
              settings.folder(),
              settings.classPath(),
              variables,
              settings.instancesEach());
      apps.put(name, FunctionApp.open(app, line -> settings.log().accept(name, line)));
    }
  }

  /** The numbers of the topology, over those of host.json. */
  private static Map<String, String> host(Handler handler) {
    String timeout = span(handler.timeout());
    String concurrency = Integer.toString(handler.concurrency());
    return Map.of(
        HOST + "functionTimeout", timeout,
        BUS + "maxAutoLockRenewalDuration", timeout,
        BUS + "maxConcurrentCalls", concurrency,
        BUS + "maxConcurrentSessions", concurrency,
        BUS + "sessionIdleTimeout", SESSION_IDLE,
        BUS + "maxMessageBatchSize", Integer.toString(handler.batch().size()));
  }

  private static String span(Duration duration) {
    return "%02d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  /** The queue's name in its namespace. */
  private static String entity(Address source) {
    return source.name().substring(source.name().indexOf('/') + 1);
  }

  private static void agree(
      Handler handler, FunctionFile function, String queue, Map<String, String> settings) {
    String read = new AppSettings(settings).resolve(function.text("queueName"));
    if (!read.equals(queue)) {
      throw new IllegalArgumentException(
          "deploy handler '%s': function '%s' reads '%s', and the topology says '%s'; let its queueName be %%FERRY_QUEUE%%"
              .formatted(handler.name(), function.name(), read, queue));
    }
  }

  /**
   * What apps have beside the topology.
   *
   * @param folder the unpacked package
   * @param classPath its jars
   * @param entry the class whose functions are meant; null where the package has one for each kind
   *     of queue
   * @param environment settings of every app: connections, the store
   * @param instancesEach how many instances an app has
   * @param log is given each line that a function prints, after its handler's name
   */
  public record Settings(
      Path folder,
      List<Path> classPath,
      @Nullable String entry,
      Map<String, String> environment,
      int instancesEach,
      BiConsumer<String, String> log) {
    /** Copies the collections. */
    public Settings {
      classPath = List.copyOf(classPath);
      environment = Map.copyOf(environment);
    }
  }

  /** Lets messages come. */
  public void start() {
    apps.values().forEach(FunctionApp::start);
  }

  /** What each handler's app did so far, in the topology's order. */
  public Map<String, AppCounts> counts() {
    Map<String, AppCounts> counts = new LinkedHashMap<>();
    apps.forEach((handler, app) -> counts.put(handler, app.counts()));
    return counts;
  }

  /** Lets no message come any more, and ends every worker. Idempotent. */
  @Override
  public void close() {
    apps.values().parallelStream().forEach(FunctionApp::close);
  }
}
