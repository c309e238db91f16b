package dev.ferry.host.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Every way for a function to end a batch, on an event source mapping: how many of its messages are
 * kept. A mapping with one invocation at a time has read the answer to a batch once it has deleted
 * a message that was sent after the batch was taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MappingCorpus {
  /** So long that nothing comes again while the test looks. */
  private static final int LEASE_SECONDS = 600;

  private static final String AFTERWARDS = "ok#afterwards";
  private static final long LIMIT_NANOS = 100_000_000_000L;
  private static final long LOOK_NANOS = 100_000_000;
  private static final long GATHERED_NANOS = Duration.ofSeconds(1).toNanos();

  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /** Where the queues are. */
  abstract SqsClient sqs();

  /**
   * Begins to feed {@link ScriptedFunction}, which may take so many seconds, from a queue: batches
   * of up to ten gathered for a second, one at a time, partial batch responses read.
   */
  abstract void map(String queueUrl, String queueArn, int timeoutSeconds);

  /** What this mapping is known to do otherwise: how many messages are kept, by the line. */
  Map<String, Integer> differences() {
    return Map.of();
  }

  static List<CorpusCase> cases() {
    return CorpusCase.all();
  }

  /** All at once, for each has to wait. */
  @BeforeAll
  void start() {
    for (CorpusCase one : cases()) {
      String queue = createQueue(name(one));
      send(queue, one.bodies());
      map(queue, LocalQueues.arn(name(one)), one.timeoutSeconds());
    }
    for (CorpusCase one : cases()) {
      await(url(name(one)), "taken", counts -> visible(counts) == 0);
    }
    letBatchesBegin();
    cases().forEach(one -> send(url(name(one)), List.of(AFTERWARDS)));
  }

  /** What is sent while a batch is gathered, for a second, would be of it. */
  private static void letBatchesBegin() {
    long end = System.nanoTime() + 3 * GATHERED_NANOS;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void messagesThatFailed_areKept_andTheOthersAreDeleted(CorpusCase one) {
    int kept = differences().getOrDefault(one.line(), one.again());

    await(url(name(one)), kept + " kept", counts -> depth(counts) == kept);
  }

  @AfterAll
  void deleteQueues() {
    for (CorpusCase one : cases()) {
      sqs().deleteQueue(request -> request.queueUrl(url(name(one))));
    }
  }

  private String name(CorpusCase one) {
    return "corpus-" + run + "-" + one.line();
  }

  private String createQueue(String name) {
    String lease = Integer.toString(LEASE_SECONDS);
    return sqs()
        .createQueue(
            request ->
                request
                    .queueName(name)
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, lease)))
        .queueUrl();
  }

  private String url(String name) {
    return sqs().getQueueUrl(request -> request.queueName(name)).queueUrl();
  }

  private void send(String queue, List<String> bodies) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, bodies.size())
            .mapToObj(
                i ->
                    SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.get(i))
                        .build())
            .toList();
    sqs().sendMessageBatch(request -> request.queueUrl(queue).entries(entries));
  }

  private void await(
      String queue, String what, Predicate<Map<QueueAttributeName, String>> condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    Map<QueueAttributeName, String> counts = counts(queue);
    while (!condition.test(counts)) {
      assertThat(System.nanoTime()).as("%s: %s, not %s", queue, counts, what).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
      counts = counts(queue);
    }
  }

  private Map<QueueAttributeName, String> counts(String queue) {
    return sqs()
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(queue)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes();
  }

  private static int visible(Map<QueueAttributeName, String> counts) {
    return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  private static int depth(Map<QueueAttributeName, String> counts) {
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }
}
