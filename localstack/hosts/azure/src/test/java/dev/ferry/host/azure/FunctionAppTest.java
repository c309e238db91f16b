package dev.ferry.host.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.ferry.peers.azure.servicebus.Counts;
import dev.ferry.peers.azure.servicebus.QueueOptions;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages by what their function does. */
class FunctionAppTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BUS = "AzureFunctionsJobHost__extensions__serviceBus__";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ServiceBusPeer bus = ServiceBusPeer.start();
  private @Nullable FunctionApp app;
  private AppFolder folder;

  @BeforeEach
  void folder(@TempDir Path temporary) throws IOException {
    folder = new AppFolder(temporary);
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
    bus.close();
  }

  private FunctionApp start(Map<String, String> settings) throws IOException {
    FunctionApp opened = FunctionApp.open(folder.spec(bus, settings), lines::add);
    app = opened;
    opened.start();
    return opened;
  }

  private void queue() {
    bus.createQueue(QueueOptions.of(AppFolder.QUEUE).withMaxDeliveries(100));
  }

  private void send(ServiceBusMessage... messages) {
    try (ServiceBusSenderClient sender =
        new ServiceBusClientBuilder()
            .connectionString(bus.connectionString())
            .sender()
            .queueName(AppFolder.QUEUE)
            .buildClient()) {
      for (ServiceBusMessage message : messages) {
        sender.sendMessage(message);
      }
    }
  }

  private static ServiceBusMessage message(String body) {
    return new ServiceBusMessage(body).setMessageId("id of " + body);
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).as("within %s; %s", PATIENCE, lines).isTrue();
  }

  private boolean empty() {
    return bus.counts(AppFolder.QUEUE).orElseThrow().equals(new Counts(0, 0, 0, 0, 0));
  }

  private List<String> of(String function) {
    return lines.stream().filter(line -> line.startsWith(function + ": ")).toList();
  }

  private List<Long> processes() {
    return lines.stream()
        .filter(line -> line.startsWith("pid "))
        .map(line -> Long.parseLong(line.substring("pid ".length())))
        .toList();
  }

  @Test
  void message_isBoundByName_andCompleteWhenItsFunctionReturns() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    ServiceBusMessage message = message("tell");
    message.getApplicationProperties().put("type", "Order");
    message.getApplicationProperties().put("n", 7L);
    send(message);

    FunctionApp running = start(Map.of());
    await(this::empty);

    assertThat(of("f"))
        .singleElement()
        .asString()
        .matches("f: tell id of tell 1 \\{n=7, type=Order} null true \"\\d{4}-\\d\\d-\\d\\dT.*Z\"");
    assertThat(running.counts().completed()).isEqualTo(1);
    assertThat(running.counts().failed()).isZero();
    assertThat(running.counts().running()).isZero();
  }

  @Test
  void functionThatThrows_givesTheMessageBackAtOnce() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    send(message("fail once"));

    FunctionApp running = start(Map.of());
    await(this::empty);

    assertThat(of("f")).hasSize(2).last().asString().startsWith("f: fail once id of fail once 2 ");
    assertThat(running.counts().abandoned()).isEqualTo(1);
    assertThat(lines).anyMatch(line -> line.contains("IllegalStateException: not now"));
  }

  @Test
  void workerThatDies_isReplaced_andItsMessageComesAgain() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    send(message("who"));
    FunctionApp running = start(Map.of());
    await(this::empty);

    send(message("die once"));
    await(() -> of("f").size() == 3 && empty());
    send(message("who"));
    await(this::empty);

    assertThat(processes()).hasSize(2).doesNotHaveDuplicates();
    assertThat(running.counts().died()).isEqualTo(1);
    assertThat(running.counts().completed()).isEqualTo(3);
  }

  @Test
  void invocationThatTakesTooLong_endsItsWorker_andTheMessageComesAgain() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    FunctionApp running = start(Map.of("AzureFunctionsJobHost__functionTimeout", "00:00:10"));
    send(message("hang once"));

    await(() -> running.counts().completed() == 1 && empty());

    assertThat(running.counts().died()).isEqualTo(1);
    assertThat(of("f")).last().asString().startsWith("f: hang once id of hang once 2 ");
  }

  @Test
  void messages_runAtOnceInOneProcess_upToTheLimit() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    send(message("meet"), message("meet").setMessageId("another"));

    start(Map.of(BUS + "maxConcurrentCalls", "2"));
    await(this::empty);

    assertThat(lines).filteredOn(line -> line.equals("met true")).hasSize(2);
  }

  @Test
  void sessions_keepTheirOrder_alsoWhenOneOfTheirMessagesFails() throws Exception {
    bus.createQueue(QueueOptions.of(AppFolder.QUEUE).withSessions().withMaxDeliveries(100));
    folder.with("f", "one", "body", ",\"isSessionsEnabled\":true");
    for (String body : List.of("a1", "fail once", "a3")) {
      send(message(body).setSessionId("a"));
    }
    send(message("b1").setSessionId("b"));

    start(Map.of(BUS + "maxConcurrentSessions", "1"));
    await(this::empty);

    assertThat(of("f"))
        .filteredOn(line -> line.contains(" a true "))
        .extracting(line -> line.replaceFirst(" id of .*", ""))
        .containsExactly("f: a1", "f: fail once", "f: fail once", "f: a3");
    assertThat(of("f")).filteredOn(line -> line.contains(" b true ")).hasSize(1);
  }

  @Test
  void batch_standsOrFallsAsAWhole() throws Exception {
    queue();
    folder.with("m", "many", "bodies", ",\"cardinality\":\"MANY\"");
    send(message("first"), message("fail once"));

    FunctionApp running = start(Map.of(BUS + "maxMessageBatchSize", "2"));
    await(this::empty);

    assertThat(running.counts().completed()).isEqualTo(2);
    assertThat(running.counts().abandoned()).isBetween(1L, 2L);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("batch: "))
        .anyMatch(line -> line.contains("id of fail once") && line.contains("2] "));
  }

  @Test
  void functionThatIsDisabled_getsNothing() throws Exception {
    queue();
    folder.with("f", "one", "body", "").with("g", "one", "body", "");
    for (int i = 0; i < 10; i++) {
      send(message("tell " + i));
    }

    start(Map.of("AzureWebJobs.g.Disabled", "true"));
    await(this::empty);

    assertThat(of("f")).hasSize(10);
    assertThat(of("g")).isEmpty();
  }

  @Test
  void timer_callsItsFunction_againAndAgain() throws Exception {
    folder.withTimer("t");

    FunctionApp running = start(Map.of("WHEN", "* * * * * *"));

    await(() -> lines.stream().filter("due: {\"IsPastDue\":false}"::equals).count() >= 2);
    assertThat(running.counts().failed()).isZero();
    assertThat(running.counts().completed()).isZero();
  }

  @Test
  void closedApp_leavesNoProcess() throws Exception {
    queue();
    folder.with("f", "one", "body", "");
    send(message("who"));
    FunctionApp running = start(Map.of());
    await(this::empty);
    ProcessHandle worker = ProcessHandle.of(processes().get(0)).orElseThrow();

    running.close();

    worker.onExit().get(1, TimeUnit.MINUTES);
  }

  @Test
  void settingThatIsMissing_isNamed() throws IOException {
    folder.with("f", "one", "body", "");

    assertThatThrownBy(() -> start(Map.of("BUS", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no setting BUS, its trigger's connection");
  }
}
