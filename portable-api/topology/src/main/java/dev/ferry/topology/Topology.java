package dev.ferry.topology;

import static java.util.Objects.requireNonNull;

import dev.ferry.topology.internal.format.Draft;
import dev.ferry.topology.internal.rules.HostFit;
import dev.ferry.topology.internal.rules.HostRules;
import dev.ferry.topology.internal.rules.Report;
import dev.ferry.topology.internal.schema.Nearest;
import dev.ferry.topology.internal.yaml.Places;
import dev.ferry.topology.internal.yaml.Problems;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system of channels and handlers, as {@code topology.yaml} describes it: every default filled
 * in, every rule that holds on all hosts checked. Immutable.
 *
 * <p>{@link #queues()} has all queues, also those that the file need not name: a handler's own
 * behind a topic, its dead-letter queue and its park queue. Maps keep the order of the file.
 *
 * <pre>{@code
 * Topology topology = Topology.parse(Path.of("topology.yaml")).forEnvironment("prod").on(Host.AWS);
 * int attempts = topology.handler("payment").retry().attempts();
 * }</pre>
 */
public final class Topology {

  /** The version of the format that this class reads. */
  public static final int VERSION = 1;

  /** What a function needs after a run to settle its messages: its timeout is longer by this. */
  public static final Duration SETTLING_MARGIN = Duration.ofSeconds(10);

  /** How many deliveries more than attempts a broker must allow: throttles and crashes count. */
  public static final int SPARE_DELIVERIES = 10;

  private final String file;
  private final Draft said;
  private final Places places;
  private final Map<String, Topology> environments;

  /** For {@link TopologyParser}. */
  Topology(String file, Draft said, Places places, Map<String, Topology> environments) {
    this.file = file;
    this.said = said;
    this.places = places;
    this.environments = environments;
  }

  /**
   * Reads a file. Blocks while it is read; at most 1 MiB.
   *
   * @throws TopologyException if it is refused, with every problem found
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Topology parse(Path path) {
    return TopologyParser.parse(path);
  }

  /**
   * Reads a stream of UTF-8, at most 1 MiB, and leaves it open.
   *
   * @param name what to call it in errors, such as a file's name
   * @throws TopologyException if it is refused, with every problem found
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Topology parse(String name, InputStream in) {
    return TopologyParser.parse(name, in);
  }

  /**
   * Reads text.
   *
   * @param name what to call it in errors, such as a file's name
   * @throws TopologyException if it is refused, with every problem found
   */
  public static Topology parse(String name, String text) {
    return TopologyParser.parse(name, text);
  }

  /** The JSON Schema of the file, draft 2020-12, as UTF-8; the caller closes it. */
  public static InputStream schema() {
    return requireNonNull(Topology.class.getResourceAsStream("topology.schema.json"));
  }

  /** The name of the system. */
  public String name() {
    return said.name();
  }

  /** What stands before the name of everything that is created; empty for nothing. */
  public String namePrefix() {
    return said.namePrefix();
  }

  /** What a cloud calls the queue, topic, handler or secret {@code name}: with the prefix. */
  public String resourceName(String name) {
    return namePrefix() + name;
  }

  /** Tags of everything that is created. */
  public Map<String, String> tags() {
    return said.tags();
  }

  /** Environment variables of every function, by name. */
  public Map<String, Variable> variables() {
    return said.variables();
  }

  /** All queues by name. */
  public Map<String, Queue> queues() {
    return said.queues();
  }

  /** All topics by name. */
  public Map<String, Topic> topics() {
    return said.topics();
  }

  /** All handlers by name. */
  public Map<String, Handler> handlers() {
    return said.handlers();
  }

  /** All subscriptions of topics, one for each handler that has a topic for its source. */
  public List<Subscription> subscriptions() {
    return handlers().values().stream()
        .map(Handler::source)
        .filter(Source.FromTopic.class::isInstance)
        .map(source -> ((Source.FromTopic) source).subscription())
        .toList();
  }

  /**
   * The queue {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Queue queue(String name) {
    return known("queue", name, queues());
  }

  /**
   * The topic {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Topic topic(String name) {
    return known("topic", name, topics());
  }

  /**
   * The handler {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Handler handler(String name) {
    return known("handler", name, handlers());
  }

  /** The queue that {@code handler} reads. */
  public Queue queueOf(Handler handler) {
    return queue(handler.source().queue());
  }

  /** The queue for what {@code handler} gives up. */
  public Queue deadLetterQueueOf(Handler handler) {
    return queue(handler.deadLetterQueue());
  }

  /** The queue for what {@code handler} gave up in its last round, if it has one. */
  public Optional<Queue> parkQueueOf(Handler handler) {
    return handler.redrive().parkQueue().map(this::queue);
  }

  /** The names of the environments that change something. */
  public Set<String> environments() {
    return environments.keySet();
  }

  /**
   * This topology as an environment has it. Ask this of what {@code parse} returned.
   *
   * @throws IllegalArgumentException if the file does not name the environment
   */
  public Topology forEnvironment(String name) {
    return known("environment", name, environments);
  }

  /**
   * This topology with another prefix before the names of everything that is created, so that
   * several of it can be in one place: one for each run of a test. It has no environments.
   *
   * @param prefix letters, digits and {@code -}, 20 at most; {@link #on} checks the names with it
   * @throws IllegalArgumentException if it is no such text
   */
  public Topology withNamePrefix(String prefix) {
    if (!prefix.matches("[a-zA-Z0-9-]{0,20}")) {
      throw new IllegalArgumentException(
          file + ": '" + prefix + "' is no prefix: letters, digits and '-', 20 at most");
    }
    return new Topology(file, said.withNamePrefix(prefix), places, Map.of());
  }

  /**
   * What {@code host} cannot do of this topology, by line, each with the host and the field in its
   * message; empty if it can do everything.
   */
  public List<Problem> problemsOn(Host host) {
    Problems problems = new Problems();
    HostRules.check(this, host, new Report(places, problems));
    return problems.sorted();
  }

  /**
   * This topology for {@code host}. Where the file leaves a batch's size, an ack deadline,
   * partitions or a deduplication window to the default and the host has other ones, it has the
   * host's. It has no environments.
   *
   * @throws TopologyException if the host cannot do something that the file says
   */
  public Topology on(Host host) {
    List<Problem> problems = problemsOn(host);
    if (!problems.isEmpty()) {
      throw new TopologyException(file, problems);
    }
    return new Topology(file, HostFit.fit(this, said, host.abilities(), places), places, Map.of());
  }

  private <T> T known(String kind, String name, Map<String, T> all) {
    @Nullable T found = all.get(name);
    if (found == null) {
      String nextStep =
          Nearest.orElse(name, all.keySet(), "It has: " + String.join(", ", all.keySet()) + ".");
      throw new IllegalArgumentException(file + " has no " + kind + " '" + name + "'. " + nextStep);
    }
    return found;
  }
}
