package dev.ferry.host.aws;

import dev.ferry.host.aws.InvocationResult.Answered;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * An event source mapping: receives from a queue, gathers batches, invokes the function, and
 * deletes what was handled. What failed is left to its visibility timeout.
 *
 * <p>Safe for use by threads. One thread receives; each invocation has a thread of its own.
 */
public final class QueueMapping implements AutoCloseable {
  private static final int ONE_RECEIVE = 10;

  /** Short, because a receive that is under way is waited for when the mapping closes. */
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

  /**
   * The largest event; a batch that makes a larger one is given in parts.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
   */
  private static final int EVENT_BYTES = 6 * 1024 * 1024;

  private final SqsClient sqs;
  private final MappingSpec spec;
  private final FunctionPool function;
  private final MappingCounts counts = new MappingCounts();
  private final Semaphore slots;
  private final ExecutorService threads;
  private final Thread poller;
  private volatile boolean stopping;

  /** A mapping; {@link #start()} begins. The client and the pool stay the caller's. */
  public QueueMapping(SqsClient sqs, MappingSpec spec, FunctionPool function) {
    this.sqs = sqs;
    this.spec = spec;
    this.function = function;
    this.slots = new Semaphore(spec.maximumConcurrency(), true);
    this.threads = Threads.perTask("ferry-invoke-" + function.function().name());
    this.poller = new Thread(this::poll, "ferry-poll-" + function.function().name());
    this.poller.setDaemon(true);
  }

  /** Begins to receive. */
  public void start() {
    poller.start();
  }

  /** What it did so far. */
  public MappingCounts counts() {
    return counts;
  }

  private void poll() {
    while (!stopping) {
      try {
        slots.acquire();
        List<Message> batch = gather();
        if (batch.isEmpty()) {
          slots.release();
        } else {
          threads.execute(() -> run(batch));
        }
      } catch (InterruptedException | AbortedException closed) {
        return;
      }
    }
  }

  /** One receive, or as many as the window has time for; empty when the queue is. */
  private List<Message> gather() throws InterruptedException {
    List<Message> batch = new ArrayList<>();
    long end = System.nanoTime() + spec.window().toNanos();
    do {
      int room = Math.min(ONE_RECEIVE, spec.batchSize() - batch.size());
      long left = Math.max(0, end - System.nanoTime());
      Duration wait =
          batch.isEmpty() ? LONG_POLL : Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(left));
      List<Message> received = receive(room, wait);
      if (batch.isEmpty()) {
        end = System.nanoTime() + spec.window().toNanos();
      }
      batch.addAll(received);
    } while (!batch.isEmpty()
        && !stopping
        && batch.size() < spec.batchSize()
        && System.nanoTime() < end);
    return batch;
  }

  private List<Message> receive(int most, Duration wait) throws InterruptedException {
    try {
      return sqs.receiveMessage(
              request ->
                  request
                      .queueUrl(spec.queueUrl())
                      .maxNumberOfMessages(most)
                      .waitTimeSeconds((int) wait.toSeconds())
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                      .messageAttributeNames("All"))
          .messages();
    } catch (AbortedException closed) {
      throw closed;
    } catch (SdkException unreachable) {
      counts.receiveFailed();
      TimeUnit.NANOSECONDS.sleep(AFTER_AN_ERROR.toNanos());
      return List.of();
    }
  }

  private void run(List<Message> batch) {
    try {
      invoke(batch);
    } catch (InterruptedException | IllegalStateException closed) {
      counts.abandoned();
    } finally {
      slots.release();
    }
  }

  /**
   * Invokes with a batch, in halves where it is too large for one event.
   *
   * @return whether all of it was handled; on a FIFO queue nothing is given after a failure, so
   *     that no message overtakes an earlier one of its group
   */
  private boolean invoke(List<Message> batch) throws InterruptedException {
    Body event = SqsEvent.of(batch, spec.queueArn());
    int half = batch.size() / 2;
    if (event.sizeBytes() > EVENT_BYTES && half > 0) {
      boolean first = invoke(batch.subList(0, half));
      return (first || !spec.fifo()) && invoke(batch.subList(half, batch.size())) && first;
    }
    counts.began();
    InvocationResult result = function.invoke(event);
    Map<String, Message> handled = new LinkedHashMap<>();
    batch.forEach(message -> handled.put(message.messageId(), message));
    failures(result, handled.keySet()).forEach(handled::remove);
    counts.ended(result, handled.size(), batch.size() - handled.size());
    delete(List.copyOf(handled.values()));
    return handled.size() == batch.size();
  }

  private Set<String> failures(InvocationResult result, Set<String> batch) {
    if (!(result instanceof Answered answered)) {
      return Set.copyOf(batch);
    }
    return spec.reportsFailures()
        ? Set.copyOf(BatchResponse.failures(answered.payload(), batch))
        : Set.of();
  }

  private void delete(List<Message> handled) {
    for (int from = 0; from < handled.size(); from += ONE_RECEIVE) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : handled.subList(from, Math.min(handled.size(), from + ONE_RECEIVE))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      try {
        sqs.deleteMessageBatch(request -> request.queueUrl(spec.queueUrl()).entries(entries));
      } catch (SdkException theyComeAgain) {
        counts.deleteFailed();
      }
    }
  }

  /** Receives no more, and waits for what runs, at most for the function's timeout. */
  @Override
  public void close() {
    stopping = true;
    poller.interrupt();
    threads.shutdown();
    try {
      poller.join(LONG_POLL.multipliedBy(2).toMillis());
      if (!threads.awaitTermination(
          function.function().timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException impatient) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
