package dev.ferry.benchmarks;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Publishing and consuming through the provider, and as somebody writes it by hand on the same
 * client. Each gives how many nanoseconds it took.
 */
final class SqsLoops {
  static final int BATCH = 10;

  /** Short, so that what still waits when all has come does not take part in the next run. */
  private static final int WAIT_SECONDS = 1;

  private SqsLoops() {}

  static long publishByHand(SqsState sqs, List<Message> messages) {
    long began = System.nanoTime();
    String metadata = "v=1&id=0b1c0b7e-2c5e-4d3a-9a41-3b1f5f6f7a80";
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> batch = new ArrayList<>(BATCH);
      for (Message message : messages.subList(from, from + BATCH)) {
        batch.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(batch.size()))
                .messageBody(message.body().utf8())
                .messageAttributes(
                    Map.of(
                        "ferry",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue(metadata)
                            .build()))
                .build());
      }
      sqs.client.sendMessageBatch(ask -> ask.queueUrl(sqs.queueUrl).entries(batch));
    }
    return System.nanoTime() - began;
  }

  static long publish(SqsState sqs, List<Message> messages) {
    long began = System.nanoTime();
    if (!sqs.publisher.publishAll(messages).allSent()) {
      throw new IllegalStateException("not all were sent");
    }
    return System.nanoTime() - began;
  }

  /** Receives, handles nothing, deletes: each thread one batch after the other. */
  static long consumeByHand(SqsState sqs, int messages, int threads) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(messages);
    CountDownLatch all = new CountDownLatch(1);
    List<Thread> loops = new ArrayList<>();
    long began = System.nanoTime();
    for (int number = 0; number < threads; number++) {
      Thread loop = new Thread(() -> loop(sqs, left, all), "by-hand-" + number);
      loop.start();
      loops.add(loop);
    }
    awaitAll(all);
    long elapsed = System.nanoTime() - began;
    for (Thread loop : loops) {
      loop.join();
    }
    return elapsed;
  }

  private static void loop(SqsState sqs, AtomicInteger left, CountDownLatch all) {
    while (left.get() > 0) {
      List<DeleteMessageBatchRequestEntry> done = new ArrayList<>(BATCH);
      for (var message :
          sqs.client
              .receiveMessage(
                  ask ->
                      ask.queueUrl(sqs.queueUrl)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds(WAIT_SECONDS)
                          .messageAttributeNames("All"))
              .messages()) {
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      if (!done.isEmpty()) {
        sqs.client.deleteMessageBatch(ask -> ask.queueUrl(sqs.queueUrl).entries(done));
        if (left.addAndGet(-done.size()) <= 0) {
          all.countDown();
        }
      }
    }
  }

  /** A worker that handles nothing on so many threads, with the whole contract but a store. */
  static long consume(SqsState sqs, int messages, int threads) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(messages);
    CountDownLatch all = new CountDownLatch(1);
    MessageHandler<Body> handler =
        (payload, context) -> {
          if (left.decrementAndGet() == 0) {
            all.countDown();
          }
        };
    long began = System.nanoTime();
    long elapsed;
    try (Consumer consumer = new Consumer(sqs, threads, handler)) {
      consumer.worker.start();
      awaitAll(all);
      while (consumer.worker.messagesInFlight() > 0) {
        LockSupport.parkNanos(50_000);
      }
      elapsed = System.nanoTime() - began;
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1000L * WAIT_SECONDS + 100));
    return elapsed;
  }

  private static void awaitAll(CountDownLatch all) throws InterruptedException {
    if (!all.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("not all came");
    }
  }

  /** A worker with what it needs. */
  static final class Consumer implements AutoCloseable {
    private final ExecutorService threads = Threads.perTask("benchmark");
    private final Subscription subscription;
    final Worker worker;

    Consumer(SqsState sqs, int concurrency, MessageHandler<Body> handler) {
      this(
          sqs,
          concurrency,
          handler,
          WorkerOptions.defaults().withReceive(BATCH, Duration.ofSeconds(WAIT_SECONDS)));
    }

    Consumer(SqsState sqs, int concurrency, MessageHandler<Body> handler, WorkerOptions options) {
      this.subscription = sqs.messaging.subscription("sqs://" + SqsState.QUEUE);
      this.worker =
          new Worker(
              subscription,
              Wiring.of(wiring -> {}).handler("noop", Codec.body(), () -> handler),
              HandlerSettings.builder("noop", SqsState.QUEUE)
                  .guarantee(Guarantee.AT_LEAST_ONCE)
                  .concurrency(concurrency)
                  .build(),
              options,
              Services.builder().executor(threads).deadLetters(sqs.deadLetters).build());
    }

    @Override
    public void close() {
      worker.close();
      subscription.close();
      threads.shutdown();
    }
  }
}
