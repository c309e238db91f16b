package dev.ferry.cli.infra;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.peers.azure.servicebus.QueueOptions;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Host;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What Terraform makes of a topology is what Java makes of it: every policy as functions parse it,
 * every channel that they are told, every queue. Needs Terraform, and no provider; waits for it.
 */
@Execution(ExecutionMode.CONCURRENT)
class TerraformTopologyTest {
  /** Numbers other than the defaults, in all their spellings. */
  private static final String OTHERS =
      """
      version: 1
      name: others
      namePrefix: o-
      queues:
        orders: {ordered: true, retention: PT72H, delay: 2s, ackDeadline: 10m, maxMessageSize: 64KiB}
        graves: {ordered: true, retention: 12d}
      topics:
        events: {maxMessageSize: 128KB}
      handlers:
        place-order:
          source: orders
          publishes: [events]
          id: {attribute: order-id, unstable: refuse}
          budget: 1500ms
          timeout: 1m
          concurrency: 40
          retry: {attempts: 8, initialDelay: 500ms, multiplier: 1.5, maxDelay: PT2M, jitter: equal, quickRetries: 2, quickDelay: 50ms, maxAge: 2d}
          deadLetter: {queue: graves}
          redrive: {rounds: 2, mode: automatic, messagesPerSecond: 5}
          idempotency: {retention: 60d, lease: PT1M}
        once:
          source: {topic: events, filter: {type: [A, B]}}
          guarantee: at-most-once
        often:
          source: {topic: events, ownQueue: {retention: 1d}}
          guarantee: at-least-once
          redrive: {rounds: 0, parkQueue: none}
      environments:
        prod:
          namePrefix: p-
          queues:
            orders: {delay: 0s}
          handlers:
            place-order: {retry: {attempts: 12}}
            once: {source: {filter: {type: [C]}}}
      """;

  private static final String ORDERS =
      "functions/samples/orders/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml";

  @TempDir private Path folder;

  @Test
  void terraformAndJava_makeTheSameOfEachFile() throws Exception {
    Path others = Files.writeString(folder.resolve("others.yaml"), OTHERS);
    // No queue of these delays by itself, and Service Bus locks for five minutes at most.
    String elsewhere = OTHERS.replaceAll("delay: [02]s(, )?", "").replace("10m", "5m");
    Path others2 = Files.writeString(folder.resolve("elsewhere.yaml"), elsewhere);
    String remembering =
        elsewhere.replace("orders: {ordered", "orders: {dedupWindow: 10m, ordered");
    Path azures = Files.writeString(folder.resolve("azure.yaml"), remembering);
    Map<String, Topology> cases = new LinkedHashMap<>();
    StringBuilder modules = new StringBuilder();
    Path minimal = Checkout.at("portable-api/topology/src/test/resources/good/minimal.yaml");
    add(cases, modules, Host.AWS, minimal);
    add(cases, modules, Host.AWS, Checkout.at(ORDERS), "fifo", "local", "local-fifo");
    add(cases, modules, Host.AWS, others, "prod");
    for (Host host : List.of(Host.GOOGLE, Host.AZURE)) {
      add(cases, modules, host, minimal);
      add(cases, modules, host, Checkout.at(ORDERS), "fifo");
      add(cases, modules, host, host == Host.AZURE ? azures : others2, "prod");
    }
    Files.writeString(folder.resolve("main.tf"), modules);
    terraform("init", "-backend=false");
    terraform("apply", "-auto-approve");

    Map<?, ?> outputs = map(map(json(folder.resolve("terraform.tfstate"))).get("outputs"));
    cases.forEach(
        (name, topology) -> assertSame(name, topology, map(map(outputs.get(name)).get("value"))));
  }

  private static void add(
      Map<String, Topology> cases,
      StringBuilder modules,
      Host host,
      Path file,
      String... environments) {
    Topology base = Topology.parse(file);
    add(cases, modules, host, file, "null", base.on(host));
    for (String environment : environments) {
      add(
          cases,
          modules,
          host,
          file,
          '"' + environment + '"',
          base.forEnvironment(environment).on(host));
    }
  }

  private static void add(
      Map<String, Topology> cases,
      StringBuilder modules,
      Host host,
      Path file,
      String environment,
      Topology topology) {
    String name = host.option() + cases.size();
    cases.put(name, topology);
    modules.append(
        """
        module "%1$s" {
          source        = "%2$s"
          topology_file = "%3$s"
          environment   = %4$s
          cloud         = "%5$s"
        }
        output "%1$s" {
          value = module.%1$s
        }
        """
            .formatted(
                name,
                Checkout.at("infra-terraform/modules/topology"),
                file,
                environment,
                host.option()));
  }

  private static void assertSame(String from, Topology topology, Map<?, ?> told) {
    assertThat((Iterable<?>) requireNonNull(told.get("problems"))).as(from).isEmpty();
    Map<String, Address> addresses = new HashMap<>();
    topology.queues().keySet().forEach(name -> addresses.put(name, address(from, name)));
    topology.topics().keySet().forEach(name -> addresses.put(name, address(from, name)));
    ApplicationPlan plan = Plans.of(topology, addresses);
    Map<?, ?> handlers = map(told.get("handlers"));
    assertThat(handlers.keySet()).isEqualTo(topology.handlers().keySet());
    for (String name : topology.handlers().keySet()) {
      Map<?, ?> handler = map(handlers.get(name));
      String policy = String.valueOf(handler.get("policy"));
      assertThat(FunctionPolicy.parse(policy))
          .isEqualTo(FunctionPolicy.of(plan.handler(name), addresses));
      Map<String, String> variables = new HashMap<>(FunctionVariables.of(plan, name));
      variables.keySet().removeAll(Set.of("FERRY_HANDLER", "FERRY_POLICY"));
      assertThat(new HashSet<Object>(map(handler.get("channels")).values()))
          .isEqualTo(variables.keySet());
      // Where the broker's own dead letters are is told beside ours: modules/azure appends _NATIVE.
      String dead = requireNonNull(FunctionPolicy.parse(policy).deadLetters());
      assertThat(FunctionEnvironment.variable(dead + "-native"))
          .isEqualTo(map(handler.get("channels")).get(dead) + "_NATIVE");
      assertThat(number(handler.get("timeout_seconds")))
          .isEqualTo(topology.handler(name).timeout().toSeconds());
      assertThat(number(handler.get("batch_size")))
          .isEqualTo(topology.handler(name).batch().size());
    }
    Map<?, ?> queues = map(told.get("queues"));
    assertThat(queues.keySet()).isEqualTo(topology.queues().keySet());
    topology.queues().values().forEach(queue -> assertSame(from, topology, queue, queues));
    assertTold(from, topology, map(told.get("address_parameters")));
  }

  /** An address says of a queue of Service Bus what the wire does not, in the provider's words. */
  private static void assertTold(String from, Topology topology, Map<?, ?> parameters) {
    assertThat(parameters.keySet()).isEqualTo(topology.queues().keySet());
    if (host(from) != Host.AZURE) {
      assertThat(parameters.values()).allMatch(said -> map(said).isEmpty());
      return;
    }
    try (ServiceBusPeer peer = ServiceBusPeer.start();
        ServiceBusProvider provider = ServiceBusProvider.of(peer.connectionString())) {
      Set<String> read = new HashSet<>();
      for (Queue queue : topology.queues().values()) {
        String query =
            map(parameters.get(queue.name())).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        Address address = Address.parse("servicebus://shop/" + queue.name() + "?" + query);
        assertThat(address.parameters().get("deliveries"))
            .isEqualTo(String.valueOf(host(from).abilities().broker().maxDeliveries(queue)));
        if (read.add(query)) {
          assertRead(peer, provider, queue, address);
        }
      }
    }
  }

  private static void assertRead(
      ServiceBusPeer peer, ServiceBusProvider provider, Queue queue, Address address) {
    QueueOptions options = QueueOptions.of(queue.name());
    peer.createQueue(queue.ordered() ? options.withSessions() : options);
    try (SubscriptionDriver opened = provider.openSubscription(address, Timeline.system())) {
      Capabilities can = opened.capabilities();
      assertThat(can.ordering() == Capabilities.Ordering.KEY).isEqualTo(queue.ordered());
      assertThat(can.deduplicationWindow()).isEqualTo(queue.dedupWindow());
    }
  }

  private static Address address(String from, String name) {
    return Address.parse((from.startsWith("aws") ? "sqs:" : "servicebus:shop/") + name);
  }

  private static void assertSame(String from, Topology topology, Queue queue, Map<?, ?> queues) {
    Map<?, ?> told = map(queues.get(queue.name()));
    assertThat(told.get("resource_name"))
        .isEqualTo(
            topology.resourceName(queue.name())
                + (queue.ordered() && from.startsWith("aws") ? ".fifo" : ""));
    assertThat(told.get("ordered")).isEqualTo(queue.ordered());
    assertThat(number(told.get("delay_seconds"))).isEqualTo(queue.delay().toSeconds());
    assertThat(number(told.get("retention_seconds"))).isEqualTo(queue.retention().toSeconds());
    assertThat(number(told.get("ack_deadline_seconds"))).isEqualTo(queue.ackDeadline().toSeconds());
    assertThat(number(told.get("max_message_bytes"))).isEqualTo(queue.maxMessageBytes());
    assertThat(number(told.get("dedup_window_seconds"))).isEqualTo(queue.dedupWindow().toSeconds());
    assertThat(number(told.get("max_deliveries")))
        .isEqualTo(host(from).abilities().broker().maxDeliveries(queue));
  }

  /** The host of a case, whose name begins with its option. */
  private static Host host(String from) {
    String option = from.replaceAll("[0-9]+$", "");
    return Stream.of(Host.values())
        .filter(host -> host.option().equals(option))
        .findFirst()
        .orElseThrow();
  }

  private static long number(@Nullable Object value) {
    return ((Number) requireNonNull(value)).longValue();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) requireNonNull(value);
  }

  private static Object json(Path file) throws IOException {
    return Jsonb.instance().type(Object.class).fromJson(Files.readString(file));
  }

  /** Runs Terraform; skips the test where it is not installed. */
  private void terraform(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder("terraform");
    builder.command().add("-chdir=" + folder);
    builder.command().addAll(List.of(arguments));
    builder.command().add("-no-color");
    builder.environment().remove("TF_CLI_CONFIG_FILE");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      abort("no terraform on this machine");
      return;
    }
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
