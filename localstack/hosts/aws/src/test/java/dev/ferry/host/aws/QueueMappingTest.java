package dev.ferry.host.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event source mapping does with each answer, on real queues and processes. */
class QueueMappingTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LONG_LEASE = 600;

  private static LocalQueues queues;
  private static FunctionPool pool;

  private final String name = "q-" + UUID.randomUUID();

  @BeforeAll
  static void open() {
    queues = new LocalQueues();
    pool = new FunctionPool(Functions.scripted(TIMEOUT), 2, line -> {});
  }

  @AfterAll
  static void close() {
    pool.close();
    queues.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "nothing", "null", "null-list", "no-list"})
  void success_deletesTheBatch(String line) {
    String url = queues.queue(name, LONG_LEASE);
    queues.send(url, line + "#1", line + "#2", line + "#3");

    try (QueueMapping mapping = mapping(url, 10, Duration.ZERO, true)) {
      until(() -> queues.depth(url) == 0, mapping);
      assertThat(mapping.counts().handled()).isEqualTo(3);
      assertThat(mapping.counts().failed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"throw", "bad-json", "bad-key", "empty-id", "null-id", "unknown-id", "exit"})
  void failureOfTheWhole_keepsTheBatch(String line) {
    String url = queues.queue(name, LONG_LEASE);
    queues.send(url, "ok#1", line, "ok#2");

    try (QueueMapping mapping = mapping(url, 10, Duration.ofSeconds(1), true)) {
      until(() -> mapping.counts().failed() == 3, mapping);
      assertThat(queues.depth(url)).isEqualTo(3);
      assertThat(mapping.counts().handled()).isZero();
    }
  }

  @Test
  void listedMessages_stay_andTheirSiblingsGo() {
    String url = queues.queue(name, LONG_LEASE);
    queues.send(url, "ok#1", "fail#2", "ok#3");

    try (QueueMapping mapping = mapping(url, 10, Duration.ofSeconds(1), true)) {
      until(() -> queues.depth(url) == 1, mapping);
      assertThat(mapping.counts().handled()).isEqualTo(2);
    }
  }

  @Test
  void withoutReports_anAnswerDeletesEverything() {
    String url = queues.queue(name, LONG_LEASE);
    queues.send(url, "ok#1", "fail#2");

    try (QueueMapping mapping = mapping(url, 10, Duration.ofSeconds(1), false)) {
      until(() -> queues.depth(url) == 0, mapping);
    }
  }

  @Test
  void failedMessage_comesAgainAfterItsVisibilityTimeout() {
    String url = queues.queue(name, 1);
    queues.send(url, "fail");

    try (QueueMapping mapping = mapping(url, 10, Duration.ZERO, true)) {
      until(() -> mapping.counts().failed() == 2, mapping);
    }
  }

  @Test
  void functionThatRunsOver_keepsTheBatch() {
    String url = queues.queue(name, LONG_LEASE);
    queues.send(url, "ok", "hang");

    FunctionSpec quick = Functions.scripted(Duration.ofMillis(300));
    try (FunctionPool brief = new FunctionPool(quick, 1, line -> {});
        QueueMapping mapping = new QueueMapping(queues.sqs, spec(url, 10), brief)) {
      mapping.start();
      until(() -> mapping.counts().processesLost() == 1, mapping);
      assertThat(queues.depth(url)).isEqualTo(2);
    }
  }

  @Test
  void window_gathersMoreThanOneReceive() {
    String url = queues.queue(name, LONG_LEASE);
    for (int i = 0; i < 25; i++) {
      queues.send(url, "ok#" + i);
    }

    try (QueueMapping mapping = mapping(url, 25, Duration.ofSeconds(5), true)) {
      until(() -> queues.depth(url) == 0, mapping);
      assertThat(mapping.counts().invocations()).isEqualTo(1);
    }
  }

  @Test
  void batchThatIsTooLargeForAnEvent_isGivenInParts() {
    String url = queues.queue(name, LONG_LEASE);
    String body = "ok#" + "x".repeat(1_000_000);
    for (int i = 0; i < 8; i++) {
      queues.send(url, body);
    }

    try (QueueMapping mapping = mapping(url, 10, Duration.ofSeconds(2), true)) {
      until(() -> queues.depth(url) == 0, mapping);
      assertThat(mapping.counts().invocations()).isGreaterThan(1);
    }
  }

  @Test
  void groupOfAFifoQueue_waitsForItsFailedMessage() {
    String url = queues.queue(name + ".fifo", LONG_LEASE);
    queues.sendTo("a", url, "fail#1", "fail#2");
    queues.sendTo("b", url, "ok#3");

    MappingSpec one =
        new MappingSpec(url, LocalQueues.arn(name + ".fifo"), 1, Duration.ZERO, true, 1);
    try (QueueMapping mapping = new QueueMapping(queues.sqs, one, pool)) {
      mapping.start();
      until(() -> mapping.counts().handled() == 1, mapping);
      assertThat(mapping.counts().failed()).isEqualTo(1);
      assertThat(queues.bodies(url)).isEmpty();
    }
  }

  @Test
  void mapping_refusesWhatLambdaRefuses() {
    String fifo = LocalQueues.arn("q.fifo");
    String standard = LocalQueues.arn("q");

    refused(fifo, 11, Duration.ZERO, "a batch of 11; it has 1 to 10");
    refused(standard, 0, Duration.ZERO, "a batch of 0; it has 1 to 10000");
    refused(standard, 11, Duration.ZERO, "batches above 10 need a window of a second or more");
  }

  private static void refused(String arn, int batchSize, Duration window, String why) {
    assertThatThrownBy(() -> new MappingSpec("http://127.0.0.1/q", arn, batchSize, window, true, 1))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining(why);
  }

  private QueueMapping mapping(String url, int batchSize, Duration window, boolean reports) {
    MappingSpec spec = new MappingSpec(url, LocalQueues.arn(name), batchSize, window, reports, 1);
    QueueMapping mapping = new QueueMapping(queues.sqs, spec, pool);
    mapping.start();
    return mapping;
  }

  private MappingSpec spec(String url, int batchSize) {
    return new MappingSpec(url, LocalQueues.arn(name), batchSize, Duration.ofSeconds(1), true, 1);
  }

  private static void until(BooleanSupplier condition, QueueMapping mapping) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited %s: %d handled, %d failed in %d invocations"
                .formatted(
                    LIMIT,
                    mapping.counts().handled(),
                    mapping.counts().failed(),
                    mapping.counts().invocations()));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
