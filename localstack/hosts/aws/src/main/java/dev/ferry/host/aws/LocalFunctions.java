package dev.ferry.host.aws;

import dev.ferry.functions.FunctionVariables;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The handlers of a topology as they run on one machine: a function and an event source mapping for
 * each, on queues that are there already.
 *
 * <p>Safe for use by threads. Processes are started when their first message comes.
 */
public final class LocalFunctions implements AutoCloseable {
  private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
  private final Map<String, QueueMapping> mappings = new LinkedHashMap<>();

  /**
   * Functions and mappings; {@link #start()} begins.
   *
   * @param plan where the topology's channels are
   * @param sqs asks the queues; stays the caller's
   * @param code what every function runs
   * @param settings what they have beside the topology
   * @throws MessagingException INVALID_ARGUMENT when a channel has no address
   */
  public LocalFunctions(
      Topology topology,
      ApplicationPlan plan,
      SqsClient sqs,
      FunctionCode code,
      Settings settings) {
    for (Handler handler : topology.handlers().values()) {
      String name = handler.name();
      Map<String, String> variables = new HashMap<>(settings.environment());
      variables.putAll(FunctionVariables.of(plan, name));
      FunctionSpec function =
          new FunctionSpec(
              topology.resourceName(name),
              code.entry(),
              code.classPath(),
              FunctionSpec.DEFAULT_MEMORY_MEGABYTES,
              handler.timeout(),
              variables,
              settings.javaHome());
      int processes = Math.min(handler.concurrency(), settings.processesEach());
      FunctionPool pool =
          new FunctionPool(function, processes, line -> settings.log().accept(name, line));
      pools.put(name, pool);
      MappingSpec mapping = mapping(handler, plan.handler(name).source(), sqs, processes);
      mappings.put(name, new QueueMapping(sqs, mapping, pool));
    }
  }

  private static MappingSpec mapping(
      Handler handler, Address source, SqsClient sqs, int concurrency) {
    String url = sqs.getQueueUrl(request -> request.queueName(source.name())).queueUrl();
    Map<QueueAttributeName, String> told =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes();
    String arn = Objects.requireNonNull(told.get(QueueAttributeName.QUEUE_ARN), "its ARN");
    return new MappingSpec(
        url, arn, handler.batch().size(), handler.batch().window(), true, concurrency);
  }

  /**
   * What functions have beside the topology.
   *
   * @param environment variables of every function: endpoint, region, keys, the store
   * @param processesEach how many processes a function has at most, however many the topology
   *     allows
   * @param javaHome the JDK that runs them
   * @param log is given each line that a function prints, after its handler's name
   */
  public record Settings(
      Map<String, String> environment,
      int processesEach,
      Path javaHome,
      BiConsumer<String, String> log) {
    /** Copies the variables. */
    public Settings {
      environment = Map.copyOf(environment);
    }
  }

  /** Begins to receive. */
  public void start() {
    mappings.values().forEach(QueueMapping::start);
  }

  /** What each handler did so far, in the topology's order. */
  public Map<String, MappingCounts> counts() {
    Map<String, MappingCounts> counts = new LinkedHashMap<>();
    mappings.forEach((handler, mapping) -> counts.put(handler, mapping.counts()));
    return counts;
  }

  /** How many processes were started so far, those that died among them. */
  public long processesStarted() {
    return pools.values().stream().mapToLong(FunctionPool::started).sum();
  }

  /**
   * Kills a process, as SIGKILL does, if it is a function's.
   *
   * @return whether it was
   * @throws InterruptedException when the thread is interrupted while it waits for its end
   */
  public boolean kill(long pid) throws InterruptedException {
    for (FunctionPool pool : pools.values()) {
      if (pool.kill(pid)) {
        return true;
      }
    }
    return false;
  }

  /** Receives no more, waits for what runs, and ends every process. Idempotent. */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    mappings.values().forEach(mapping -> closing.add(new Thread(mapping::close)));
    closing.forEach(Thread::start);
    try {
      for (Thread one : closing) {
        one.join();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    pools.values().forEach(FunctionPool::close);
  }
}
